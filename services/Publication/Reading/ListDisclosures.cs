using System.Buffers.Text;
using System.Globalization;
using System.Text;
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
    const int MostPerPage = 1000, UsualPerPage = 100;

    /// <summary>Newest year first, then by department, newest version first. A page goes on after the last name of the one before, so nothing is shown twice or skipped when disclosures are opened meanwhile.</summary>
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListDisclosuresResponse> ListDisclosures(ListDisclosuresRequest request, ServerCallContext context)
    {
        var rows = db.Disclosures.Where(Caller.Of(context).MaySee());
        if (request.Year != 0) rows = rows.Where(row => row.Year == request.Year);
        if (Words.Code(request.Department, "department").Length > 0) rows = rows.Where(row => row.Department == request.Department);
        if (request.State != DisclosureState.Unspecified) rows = rows.Where(row => row.State == (State)request.State);
        if (request.PageToken.Length > 0)
        {
            var (year, department, version) = After(request.PageToken);
            rows = rows.Where(row => row.Year < year || (row.Year == year
                && (string.Compare(row.Department, department) > 0 || (row.Department == department && row.Version < version))));
        }
        var size = request.PageSize is > 0 and <= MostPerPage ? request.PageSize : request.PageSize == 0 ? UsualPerPage : throw BadPageSize(request.PageSize);
        var page = await rows.OrderByDescending(row => row.Year).ThenBy(row => row.Department).ThenByDescending(row => row.Version)
            .Take(size + 1).ToListAsync(context.CancellationToken);

        var answer = new ListDisclosuresResponse();
        answer.Disclosures.AddRange(page.Take(size).Select(row => row.ToWireFor(Caller.Of(context))));
        if (page.Count > size) answer.NextPageToken = TokenOf(page[size - 1]);
        return answer;
    }

    static string TokenOf(DisclosureRow last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.Year}/{last.Version}/{last.Department}")));

    static (int Year, string Department, int Version) After(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('/') is [var year, var version, var department] && DepartmentCodes.IsDepartment(department)
                ? (int.Parse(year, CultureInfo.InvariantCulture), department, int.Parse(version, CultureInfo.InvariantCulture))
                : throw BadPageToken();
        }
        catch (FormatException)
        {
            throw BadPageToken();
        }
        catch (OverflowException)
        {
            throw BadPageToken();
        }
    }

    static RpcException BadPageSize(int size) => RichStatus.InvalidArgument(
        "每页条数不正确。 / The page size is not possible.", ("page_size", $"{size} 应为 1 至 {MostPerPage}，0 为 {UsualPerPage}。 / Use 1 to {MostPerPage}, or 0 for {UsualPerPage}."));

    static RpcException BadPageToken() => RichStatus.InvalidArgument(
        "分页标记无效。 / The page token is not one of ours.", ("page_token", "请原样使用上一页的 next_page_token。 / Send the last page's next_page_token unchanged."));
}
