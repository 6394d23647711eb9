await Budget.Budgets.BudgetsService.Create(args).RunAsync();
