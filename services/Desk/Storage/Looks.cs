using Budget.Desk.SignIn;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Desk.Storage;

/// <summary>What a person has looked at.</summary>
public sealed class Looks(DeskDb db, TimeProvider time)
{
    public async Task<IReadOnlyDictionary<string, LookRow>> Of(Person person, CancellationToken cancellation) =>
        await db.Looks.Where(look => look.Person == person.Key).ToDictionaryAsync(look => look.Disclosure, cancellation);

    /// <summary>Notes that this draft is open now; answers with the look as it stands. The same draft again changes nothing.</summary>
    public async Task<LookRow> Open(Person person, Disclosure disclosure, CancellationToken cancellation)
    {
        var look = await db.Looks.AsTracking().SingleOrDefaultAsync(l => l.Person == person.Key && l.Disclosure == disclosure.Name, cancellation);
        var (budget, targets) = (disclosure.Budget?.Revision ?? 0, disclosure.Targets?.Revision ?? 0);
        if (look is null)
        {
            look = new LookRow { Person = person.Key, Disclosure = disclosure.Name, Budget = budget, Targets = targets, At = time.GetUtcNow() };
            db.Looks.Add(look);
        }
        else if (look.Budget != budget || look.Targets != targets)
        {
            (look.BudgetBefore, look.TargetsBefore, look.AtBefore) = (look.Budget, look.Targets, look.At);
            (look.Budget, look.Targets, look.At) = (budget, targets, time.GetUtcNow());
        }
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Two tabs opened it at once; either has noted it.
        }
        return look;
    }
}
