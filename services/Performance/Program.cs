await Budget.Performance.PerformanceTargetsService.Create(args).RunAsync();
