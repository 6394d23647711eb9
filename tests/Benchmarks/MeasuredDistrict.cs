using Budget.Budgets;
using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Performance;
using Budget.Publication;
using Budget.Publication.Site;
using Budget.Typesetting;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using static Budget.Benchmarks.V1.EchoService;
using static Budget.V1.BudgetService;
using static Budget.V1.DisclosureService;
using static Budget.V1.PerformanceService;

namespace Budget.Benchmarks;

/// <summary>
/// The three services in this process, as they run in earnest and on free ports, with the echo beside BudgetService. Its
/// departments all publish the same disclosure.
/// </summary>
sealed class MeasuredDistrict : IAsyncDisposable
{
    const string Key = "a signing key for measurements, and for nothing else";

    readonly List<WebApplication> apps = [];
    readonly List<GrpcChannel> channels = [];
    readonly IReadOnlyDictionary<string, string?> settings;

    MeasuredDistrict(DisclosureFile file, IReadOnlyDictionary<string, string?> settings) => (File, this.settings) = (file, settings);

    public DisclosureFile File { get; }
    public EchoServiceClient Echo { get; private set; } = null!;
    public BudgetServiceClient Budgets { get; private set; } = null!;
    public PerformanceServiceClient Performance { get; private set; } = null!;
    public DisclosureServiceClient Publication { get; private set; } = null!;
    public IServiceProvider PublicationServices => apps[^1].Services;
    public string SiteFolder => PublicationServices.GetRequiredService<SiteFolder>().Root;

    public static async Task<MeasuredDistrict> Start(DisclosureFile file, IReadOnlyDictionary<string, string?> settings)
    {
        var district = new MeasuredDistrict(file, settings);
        try
        {
            await district.Start();
            return district;
        }
        catch
        {
            await district.DisposeAsync();
            throw;
        }
    }

    async Task Start()
    {
        var budgets = await Start(configure =>
        {
            var app = BudgetsService.Create([], builder =>
            {
                configure(builder);
                builder.Services.AddSingleton(new EchoedBudget(File.Budget.ToByteArray()));
            });
            app.MapGrpcService<EchoRpcs>();
            return app;
        });
        var performance = await Start(configure => PerformanceTargetsService.Create([], configure));
        var publication = await Start(configure => PublicationService.Create([], configure), new()
        {
            ["Site:Url"] = "http://127.0.0.1:0",
            // Another program's work; it is measured apart, unless it is asked for.
            ["Pdf:Tool"] = settings.GetValueOrDefault("Pdf:Tool", "none"),
            ["Services:Budgets"] = budgets.Address().ToString(),
            ["Services:Performance"] = performance.Address().ToString(),
        });
        (Echo, Budgets, Performance, Publication) = (new(Channel(budgets)), new(Channel(budgets)), new(Channel(performance)), new(Channel(publication)));
    }

    async Task<WebApplication> Start(Func<Action<WebApplicationBuilder>, WebApplication> create, Dictionary<string, string?>? more = null)
    {
        var app = create(builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Identity:SigningKey"] = Key,
                ["Rpc:Url"] = "http://127.0.0.1:0",
                ["Logging:LogLevel:Default"] = "Warning",
            });
            builder.Configuration.AddInMemoryCollection(more ?? []);
        });
        apps.Add(app);
        await app.StartAsync();
        return app;
    }

    GrpcChannel Channel(WebApplication app)
    {
        var channel = GrpcClients.Channel(app.Address());
        channels.Add(channel);
        return channel;
    }

    /// <summary>A caller's token, made once: signing is not what is measured.</summary>
    public CallOptions As(string role, string department) => new(new Metadata
    {
        { "authorization", "Bearer " + Identity.SignToken(Key, role, role, File.Department.DistrictCode, role == Roles.FinanceReviewer ? "" : department, TimeSpan.FromHours(1), DateTimeOffset.UtcNow, role) },
    });

    public async Task<MeasuredDepartment> Department(string code, bool opened = false)
    {
        var department = new MeasuredDepartment(this, code);
        await Budgets.RegisterDepartmentAsync(new() { Department = department.File.Department }, As(Roles.FinanceReviewer, ""));
        await department.SaveBudget();
        if (!opened) return department;
        if (department.File.Targets is { } targets) await Performance.SaveTargetsAsync(new() { Targets = targets }, department.Preparer);
        await department.Open();
        return department;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels) channel.Dispose();
        foreach (var app in Enumerable.Reverse(apps))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}

/// <summary>One department and its people; each step as a caller would make it.</summary>
sealed class MeasuredDepartment(MeasuredDistrict district, string code)
{
    readonly CallOptions secrecyReviewer = district.As(Roles.SecrecyReviewer, code), approver = district.As(Roles.Approver, code);
    readonly SubmitDisclosureRequest submission = new();
    int revision;

    public DisclosureFile File { get; } = district.File.Of(code);

    public CallOptions Preparer { get; } = district.As(Roles.Preparer, code);

    public string Name { get; private set; } = "";

    public string Page => Path.Combine(district.SiteFolder, DisclosureName.Parse(Name)!.Value.Folder, PublishedPaths.Page);

    /// <summary>Another content each time, because one that is saved already is answered without a commit.</summary>
    public async Task SaveBudget()
    {
        File.Budget.PlanText = $"{district.File.Budget.PlanText}（第{revision + 1}稿）";
        await district.Budgets.SaveBudgetAsync(new() { Budget = File.Budget, ExpectedRevision = revision }, Preparer);
        revision++;
    }

    public async Task GetBudget() => await district.Budgets.GetBudgetAsync(new() { Department = code, Year = File.Year }, Preparer);

    /// <summary>Opened, and its warnings explained, so that every later submission passes the gate.</summary>
    public async Task Open()
    {
        Name = submission.Name = (await district.Publication.OpenDisclosureAsync(new() { Department = code, Year = File.Year }, Preparer)).Disclosure.Name;
        try
        {
            await Submit();
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition && RichStatus.From(refused).PreconditionViolations.Any())
        {
            var report = (await district.Publication.GetDisclosureAsync(new() { Name = Name }, Preparer)).Disclosure.Report;
            submission.Explanations.AddRange(report.Findings.Where(f => f.Severity == Severity.Warning).DistinctBy(f => f.Fingerprint)
                .Select(f => new Explanation { Fingerprint = f.Fingerprint, Text = "情况属实，已核对。" }));
            await Submit();
        }
        await Withdraw();
    }

    /// <param name="publishAt">Null: at once after approval.</param>
    public async Task Submit(DateTimeOffset? publishAt = null)
    {
        submission.PublishAt = publishAt is { } hour ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(hour) : null;
        await district.Publication.SubmitDisclosureAsync(submission, Preparer);
    }

    public async Task Withdraw() => await district.Publication.WithdrawDisclosureAsync(new() { Name = Name, Reason = "测量" }, Preparer);

    string reviewed = "";

    public async Task Review() => reviewed = (await district.Publication.ReviewSecrecyAsync(new() { Name = Name, Outcome = SecrecyOutcome.Cleared }, secrecyReviewer)).Disclosure.Etag;

    public async Task Approve() => await district.Publication.ApproveDisclosureAsync(new() { Name = Name, Etag = reviewed }, approver);

    public async Task<DisclosureState> State() => (await district.Publication.GetDisclosureAsync(new() { Name = Name }, Preparer)).Disclosure.State;
}
