using Budget.Document.Editions;
using Budget.Publication.Reading;
using Budget.Publication.Secrecy;
using Budget.Publication.Settings;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;

namespace Budget.Publication;

/// <summary>
/// The way of a disclosure, a file per RPC. How a version is moved: <see cref="DisclosureMoves"/>; checked: <see cref="DisclosureChecks"/>;
/// who may read it: <see cref="DisclosureAccess"/>.
/// </summary>
public sealed partial class DisclosureRpcs(
    PublicationDb db, DisclosureMoves moves, DisclosureChecks checks, DisclosureAccess access, SavedParts saved, Pinned pinned, Withdrawal withdrawal,
    EditionBook editions, DistrictPolicy policy, DisclosureChanges changes, TimeProvider time)
    : DisclosureService.DisclosureServiceBase;
