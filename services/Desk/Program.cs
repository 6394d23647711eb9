using Budget.Desk;

await DeskService.Create(args).RunAsync();
