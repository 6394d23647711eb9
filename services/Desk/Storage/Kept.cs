using Budget.Desk.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;

namespace Budget.Desk.Storage;

/// <summary>Forms that could not be taken, kept for whoever typed them.</summary>
public sealed class Kept(DeskDb db, TimeProvider time)
{
    const int Longest = 1024 * 1024;
    static readonly TimeSpan For = TimeSpan.FromDays(7);

    public async Task<bool> Keep(string person, string page, IFormCollection form, CancellationToken cancellation)
    {
        var fields = QueryHelpers.AddQueryString("", form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)).Select(f => KeyValuePair.Create(f.Key, f.Value)));
        if (fields.Length > Longest) return false;
        var now = time.GetUtcNow();
        await db.Kept.Where(k => k.At < now - For).ExecuteDeleteAsync(cancellation);
        if (await Renew() > 0) return true;
        db.Kept.Add(new KeptRow { Person = person, Page = page, Fields = fields, At = now });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // The same page was kept from a second tab in this moment.
            db.ChangeTracker.Clear();
            await Renew();
        }
        return true;

        Task<int> Renew() => db.Kept.Where(k => k.Person == person && k.Page == page)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.Fields, fields).SetProperty(k => k.At, now), cancellation);
    }

    /// <summary>What was kept of this page's form; it stays until the form is taken.</summary>
    public async Task<(IReadOnlyDictionary<string, StringValues> Fields, DateTimeOffset At)?> Find(Person person, string page, CancellationToken cancellation)
    {
        var row = await db.Kept.SingleOrDefaultAsync(k => k.Person == person.Key && k.Page == page, cancellation);
        return row is null ? null : (QueryHelpers.ParseQuery(row.Fields), row.At);
    }

    public Task Forget(Person person, string page, CancellationToken cancellation) =>
        db.Kept.Where(k => k.Person == person.Key && k.Page == page).ExecuteDeleteAsync(cancellation);
}
