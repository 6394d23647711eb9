using System.CommandLine;
using Budget.Contracts;
using Budget.Standalone;

var data = new Option<string>("--data") { Description = "Folder for databases and pages. Default: ./data; demo and run take a new folder under the system's temporary one.", HelpName = "DIR" };
var exit = new Option<bool>("--exit") { Description = "End when done instead of serving the pages until Ctrl+C." };
var output = new Option<string>("--out") { Description = "Also write the site as static files to this folder.", HelpName = "DIR" };
var archive = new Option<bool>("--archive") { Description = "Publish documents made elsewhere with their findings shown, instead of refusing them." };
var json = new Option<bool>("--json") { Description = "Print the findings as one JSON document and nothing else." };
var html = new Option<string>("--html") { Description = "Write the report as pages to this folder: each finding beside its spot in the document; several files make an overview.", HelpName = "DIR" };
var csv = new Option<string>("--csv") { Description = "Write all findings to this CSV file.", HelpName = "OUT" };
var xlsx = new Option<string>("--xlsx") { Description = "Write all findings to this workbook.", HelpName = "OUT" };
var editions = new Option<string?>("--editions") { Description = "Folder with edition files (the form of a district and year) beside the built-in ones.", HelpName = "DIR" };
var at = new Option<DistrictAddresses?>("--at")
{
    Description = $"Walk through services that run already, with their signing key from the environment variable {WalkOptions.KeyVariable}, instead of starting them; ends when done. --data and --out are for services started here.",
    HelpName = DistrictAddresses.Form,
    CustomParser = argument =>
    {
        var addresses = DistrictAddresses.Parse(argument.Tokens[0].Value);
        if (addresses is null) argument.AddError($"--at 的格式应为 / --at must look like: {DistrictAddresses.Form}");
        return addresses;
    },
};
var files = new Argument<string[]>("FILE") { Description = "Published files (PDF), or intake files: the JSON form of budget.v1.DisclosureFile.", Arity = ArgumentArity.OneOrMore };
var role = new Option<string>("--role") { Description = $"One of: {string.Join(", ", Roles.All)}.", DefaultValueFactory = _ => Roles.Preparer };
var districtCode = new Option<string>("--district") { Description = "District code.", DefaultValueFactory = _ => "shili" };
var department = new Option<string>("--department") { Description = "Department code.", DefaultValueFactory = _ => "101" };

var demo = new Command("demo", "Walk an invented district through the whole way: check, submit, review, approve, publish.") { data, exit, output, at };
demo.SetAction((parsed, cancellation) => DemoCommand.RunAsync(
    new(parsed.GetValue(data), parsed.GetValue(output), parsed.GetValue(exit), Archive: false, parsed.GetValue(at)), Console.Out, cancellation));

var run = new Command("run", "Take given disclosures the whole way. Exit code 1 if one is refused, 2 if one cannot be read.") { files, data, exit, output, archive, editions, at };
run.SetAction((parsed, cancellation) => RunCommand.RunAsync(
    parsed.GetValue(files)!, new(parsed.GetValue(data), parsed.GetValue(output), parsed.GetValue(exit), parsed.GetValue(archive), parsed.GetValue(at), parsed.GetValue(editions)), Console.Out, cancellation));

foreach (var walk in new[] { demo, run })
{
    walk.Validators.Add(parsed =>
    {
        if (parsed.GetResult(at) is not null && (parsed.GetResult(data) is not null || parsed.GetResult(output) is not null))
        {
            parsed.AddError("--at 不能与 --data、--out 同用：数据和页面属于正在运行的服务。 / --at goes with neither --data nor --out: data and pages belong to the services that run.");
        }
    });
}

var check = new Command("check", "Only check, and list findings. Exit code 0: no error finding, 1: error findings, 2: a file could not be read.") { files, json, html, csv, xlsx, editions };
check.SetAction(parsed => CheckCommand.Run(parsed.GetValue(files)!,
    new(parsed.GetValue(json), parsed.GetValue(html), parsed.GetValue(csv), parsed.GetValue(xlsx), parsed.GetValue(editions)), Console.Out, Console.Error));

var folder = new Option<string>("--out") { Description = "Folder to write to.", HelpName = "DIR", Required = true };
var read = new Command("read", "Read published files (PDF) to intake files: NAME.intake.json is what was read, NAME.reading.json how sure. Exit code 2: a file could not be read.") { files, folder, editions };
read.SetAction(parsed => ReadCommand.Run(parsed.GetValue(files)!, parsed.GetValue(folder)!, parsed.GetValue(editions), Console.Out, Console.Error));

var token = new Command("token", "Print a token for the services started here, good for a day.") { data, role, districtCode, department };
token.SetAction(parsed => ServeCommand.PrintToken(parsed.GetValue(data) ?? "data", parsed.GetValue(role)!, parsed.GetValue(districtCode)!, parsed.GetValue(department)!, Console.Out, Console.Error));

var place = new Argument<string>("URL-or-FOLDER") { Description = "A published site, its copy in a folder, or one version of it." };
var key = new Option<string?>("--key") { Description = "Count only this public key (PEM), obtained elsewhere than from the site.", HelpName = "FILE" };
var head = new Option<string?>("--head") { Description = "A line of the log kept from an earlier check; found missing if the log was exchanged.", HelpName = "NUMBER:SHA256" };
var checkpoint = new Option<string?>("--checkpoint") { Description = "A checkpoint of the site kept from an earlier check; the one this user saw last is held against anyway.", HelpName = "FILE" };
var verify = new Command("verify", "Check that what is published is what was signed: every file, signature and log entry. Exit code 0: as published, 1: something differs, 2: could not be checked.") { place, key, head, checkpoint };
verify.SetAction((parsed, cancellation) => VerifyCommand.RunAsync(parsed.GetValue(place)!, parsed.GetValue(key), parsed.GetValue(head), parsed.GetValue(checkpoint), Console.Out, Console.Error, cancellation));

var from = new Option<string?>("--from") { Description = "site: the database learns from the site what was published. database: the site is set aside and written anew from the database.", HelpName = "site|database" };
from.AcceptOnlyFromAmong("site", "database");
var clock = new Option<bool>("--accept-clock") { Description = "The clock is right now; entries of the log that lie in the future were dated wrong." };
var yes = new Option<bool>("--yes") { Description = "Do it; without it, what was found and would be done is shown." };
var recover = new Command("recover", "Compare the public site with the database, and mend what disagrees. Exit code 0: they agree or it was mended, 1: refused, 2: a decision is needed.") { data, from, clock, key, yes };
recover.SetAction(async (parsed, cancellation) =>
{
    await using var publication = LocalDistrict.PublicationAlone(LocalSettings.Fixed(parsed.GetValue(data) ?? "data"));
    return await Budget.Publication.Site.RecoverCommand.Run(
        publication.Services, parsed.GetValue(from), parsed.GetValue(clock), parsed.GetValue(key), parsed.GetValue(yes), Console.Out, cancellation);
});

var root = new RootCommand("部门预算公开 · budget disclosure: all three services in one process, on SQLite, at http://127.0.0.1:5100.") { data, editions, demo, run, check, read, verify, recover, token };
root.SetAction((parsed, cancellation) => ServeCommand.RunAsync(parsed.GetValue(data) ?? "data", parsed.GetValue(editions), Console.Out, cancellation));
// Three services stop within a second or two, on a busy machine later; the library's own patience of two seconds would cut them off.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
