using Budget.Hosting;
using Budget.Performance;

return await Service.RunAsync(args, PerformanceTargetsService.Port, arguments => PerformanceTargetsService.Create(arguments));
