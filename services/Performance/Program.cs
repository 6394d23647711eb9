using Budget.Hosting;
using Budget.Performance;

return await Service.RunAsync(args, PerformanceTargetsService.Port, settings => PerformanceTargetsService.Create(settings));
