await Budget.Publication.PublicationService.Create(args).RunAsync();
