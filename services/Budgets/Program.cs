using Budget.Budgets;
using Budget.Hosting;

return await Service.RunAsync(args, BudgetsService.Port, arguments => BudgetsService.Create(arguments));
