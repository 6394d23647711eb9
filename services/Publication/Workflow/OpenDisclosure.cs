using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.FinanceReviewer)]
    public override async Task<OpenDisclosureResponse> OpenDisclosure(OpenDisclosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (!caller.Has(request.Archive ? Roles.FinanceReviewer : Roles.Preparer)) throw MayNotOpen(request.Archive);
        caller.MustSpeakFor(request.Department);
        Words.Code(request.Department, "department");
        if (!editions.All.Any(edition => edition.FirstYear <= request.Year && request.Year <= edition.LastYear)) throw YearWithoutEdition(request.Year);
        var department = await saved.Department(request.Department, context);
        caller.MustSpeakForDistrict(department.DistrictCode);

        var row = new DisclosureRow
        {
            District = department.DistrictCode,
            Department = department.Code,
            DepartmentName = department.Name,
            Year = request.Year,
            Archive = request.Archive,
        };
        if (await db.Disclosures.AnyAsync(SameYear(row), context.CancellationToken)) throw AlreadyOpen(row);
        moves.Open(row, caller, remark: "");
        try
        {
            await moves.Save(row, context.CancellationToken);
        }
        catch (DbUpdateException) when (!context.CancellationToken.IsCancellationRequested)
        {
            // Opened twice at once: the unique index let one through.
            if (await db.Disclosures.AnyAsync(SameYear(row), context.CancellationToken)) throw AlreadyOpen(row);
            throw;
        }
        return new() { Disclosure = row.ToWire() };
    }

    static System.Linq.Expressions.Expression<Func<DisclosureRow, bool>> SameYear(DisclosureRow row) =>
        other => other.District == row.District && other.Department == row.Department && other.Year == row.Year;

    static RpcException MayNotOpen(bool archive) => RichStatus.Refused(StatusCode.PermissionDenied, "WRONG_ROLE", archive
        ? "收录他处编制的材料须由财政审核人办理。 / Only a finance reviewer opens a disclosure made elsewhere."
        : "新建公开材料须由编制人办理。 / Only a preparer opens a disclosure.");

    static RpcException YearWithoutEdition(int year) => RichStatus.InvalidArgument(
        "该年度没有公开格式。 / No edition holds for that year.",
        ("year", $"{year} 年没有适用的公开格式，请核对年份。 / There is no edition for {year}; check the year."));

    static RpcException AlreadyOpen(DisclosureRow row) => RichStatus.Refused(StatusCode.AlreadyExists, "ALREADY_OPEN",
        $"该部门 {row.Year} 年度公开材料已建立；已公开的请用更正。 / The disclosure of {row.Year} is open already; correct a published one.",
        ("disclosure", row.Name.ToString()));
}
