using Budget.Hosting;
using Budget.Publication;

return await Service.RunAsync(args, PublicationService.Port, settings => PublicationService.Create(settings));
