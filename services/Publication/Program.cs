using Budget.Hosting;
using Budget.Publication;
using Budget.Publication.Site;

if (args is ["recover", .. var settings]) return await RecoverCommand.Run(PublicationService.Create(settings), Console.Out, CancellationToken.None);
return await Service.RunAsync(args, PublicationService.Port, given => PublicationService.Create(given));
