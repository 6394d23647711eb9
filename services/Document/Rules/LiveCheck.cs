using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Budget.Document.Recognition;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Rules;

/// <summary>
/// The rule book kept up to date while single figures of a document change. It remembers what each rule read (which tables,
/// facts, projects) and asks again only those rules whose reading an edit touched; its answer is always that of
/// <see cref="RuleBook.Run"/> on the document as it stands. Not for several threads at once.
/// </summary>
public sealed class LiveCheck
{
    readonly RuleSettings settings;
    readonly RuleAnswer[] answers = new RuleAnswer[RuleBook.Rules.Count];
    readonly Finding[][] found = new Finding[RuleBook.Rules.Count][];
    readonly ReadSet[] read = new ReadSet[RuleBook.Rules.Count];
    readonly Watch watch = new();
    Check check;

    public LiveCheck(DisclosureDocument document, RuleSettings? settings = null)
    {
        this.settings = settings ?? RuleSettings.None;
        Document = document;
        check = new Check(watch.Over(document), this.settings);
        for (var i = 0; i < found.Length; i++) (found[i], read[i]) = ([], new());
        Ask(_ => true);
    }

    public DisclosureDocument Document { get; private set; }

    public Report Report => new([.. answers], [.. found.SelectMany(f => f)]) { Document = Document, Stamp = RuleBook.StampOf(settings) };

    /// <summary>How many rules passed, failed, could not be checked.</summary>
    public (int Passed, int Failed, int NotCheckable) Count()
    {
        var (passed, failed) = (0, 0);
        foreach (var answer in answers)
        {
            if (answer.Answer == Answer.Passed) passed++;
            else if (answer.Answer == Answer.Failed) failed++;
        }
        return (passed, failed, answers.Length - passed - failed);
    }

    /// <inheritdoc cref="Edits.WithCell"/>
    public LiveChange SetCell(Table table, int row, int column, long? fen, string? printed = null)
    {
        var changed = Document.WithCell(table, row, column, fen, printed);
        return GoOn(changed, changed.Find(table.Role) is { } now && now.Number == table.Number ? now : null, r => r.Has(table.Role));
    }

    public LiveChange SetFact(Fact fact) => GoOn(Document.WithFact(fact), null, r => r.Has(fact.Subject));

    public LiveChange RemoveFact(Subject subject) => GoOn(Document.WithoutFact(subject), null, r => r.Has(subject));

    public LiveChange SetProject(int project, Amount? amount) => GoOn(Document.WithProject(project, amount), null, r => r.Projects);

    /// <summary>Any other change: everything is read and asked again.</summary>
    public LiveChange Replace(DisclosureDocument document)
    {
        Document = document;
        check = new Check(watch.Over(document), settings);
        return Ask(_ => true);
    }

    LiveChange GoOn(DisclosureDocument changed, Table? table, Func<ReadSet, bool> touched)
    {
        Document = changed;
        var watched = watch.Over(changed);
        check.GoOn(watched, check.Evidence.With(watched, table));
        return Ask(touched);
    }

    LiveChange Ask(Func<ReadSet, bool> touched)
    {
        var change = new LiveChange();
        for (var i = 0; i < answers.Length; i++)
        {
            if (!touched(read[i])) continue;
            change.Asked++;
            watch.Start(read[i]);
            check.Evidence.TablesRead = 0;
            var (answer, now) = check.RunAlone(RuleBook.Rules[i]);
            read[i].Tables |= check.Evidence.TablesRead;
            change.Compare(found[i], now);
            (answers[i], found[i]) = (answer, now);
        }
        return change;
    }

    /// <summary>What one rule read when it last ran.</summary>
    sealed class ReadSet
    {
        readonly HashSet<Subject> facts = [];
        bool allFacts;

        public uint Tables { get; set; }
        public bool Projects { get; set; }

        public bool Has(TableRole role) => (Tables & (1u << (int)role)) != 0;
        public bool Has(Subject subject) => allFacts || facts.Contains(subject);

        public void Clear()
        {
            (Tables, Projects, allFacts) = (0, false, false);
            facts.Clear();
        }

        public void Add(Subject subject) => facts.Add(subject);
        public void AllFacts() => allFacts = true;
        public void AllTables() => Tables = uint.MaxValue;
    }

    /// <summary>A document whose tables, facts and projects tell who looks at them.</summary>
    sealed class Watch
    {
        ReadSet into = new();

        public void Start(ReadSet set)
        {
            into = set;
            set.Clear();
        }

        public DisclosureDocument Over(DisclosureDocument document) => document with
        {
            Tables = new Watched<Table>(document.Tables, () => into.AllTables()),
            Projects = new Watched<ProjectLine>(document.Projects, () => into.Projects = true),
            Facts = new WatchedFacts(document.Facts, this),
        };

        sealed class Watched<T>(IReadOnlyList<T> list, Action looked) : IReadOnlyList<T>
        {
            public T this[int index]
            {
                get
                {
                    looked();
                    return list[index];
                }
            }

            public int Count
            {
                get
                {
                    looked();
                    return list.Count;
                }
            }

            public IEnumerator<T> GetEnumerator()
            {
                looked();
                return list.GetEnumerator();
            }

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }

        sealed class WatchedFacts(IReadOnlyDictionary<Subject, Fact> facts, Watch watch) : IReadOnlyDictionary<Subject, Fact>
        {
            public Fact this[Subject key] => TryGetValue(key, out var fact) ? fact : throw new KeyNotFoundException(key.ToString());
            public IEnumerable<Subject> Keys => All().Keys;
            public IEnumerable<Fact> Values => All().Values;
            public int Count => All().Count;

            public bool ContainsKey(Subject key)
            {
                watch.into.Add(key);
                return facts.ContainsKey(key);
            }

            public bool TryGetValue(Subject key, [MaybeNullWhen(false)] out Fact value)
            {
                watch.into.Add(key);
                return facts.TryGetValue(key, out value);
            }

            public IEnumerator<KeyValuePair<Subject, Fact>> GetEnumerator() => All().GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            IReadOnlyDictionary<Subject, Fact> All()
            {
                watch.into.AllFacts();
                return facts;
            }
        }
    }
}

/// <summary>What an edit did to the findings, which are known by their fingerprint.</summary>
public sealed class LiveChange
{
    readonly List<Finding> appeared = [], changed = [];
    readonly List<string> went = [];

    /// <summary>How many rules were asked again.</summary>
    public int Asked { get; internal set; }

    /// <summary>Findings whose fingerprint was not there before.</summary>
    public IReadOnlyList<Finding> Appeared => appeared;

    /// <summary>Findings whose fingerprint was there, with other figures or words; they replace those.</summary>
    public IReadOnlyList<Finding> Changed => changed;

    /// <summary>Fingerprints that nothing has any more.</summary>
    public IReadOnlyList<string> Went => went;

    internal void Compare(Finding[] before, Finding[] now)
    {
        if (before.Length == 0)
        {
            appeared.AddRange(now);
            return;
        }
        if (before.AsSpan().SequenceEqual(now)) return;
        var old = before.ToDictionary(f => f.Fingerprint, StringComparer.Ordinal);
        foreach (var finding in now)
        {
            if (!old.Remove(finding.Fingerprint, out var was)) appeared.Add(finding);
            else if (was != finding) changed.Add(finding);
        }
        went.AddRange(old.Keys);
    }
}
