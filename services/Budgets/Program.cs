using Budget.Budgets;
using Budget.Hosting;

if (args is [ReadWorker.Command]) return ReadWorker.Run(Console.OpenStandardInput(), Console.OpenStandardOutput());
return await Service.RunAsync(args, BudgetsService.Port, arguments => BudgetsService.Create(arguments));
