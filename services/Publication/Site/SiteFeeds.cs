using System.Globalization;
using System.Text;
using System.Xml;

namespace Budget.Publication.Site;

/// <summary>What machines follow: the Atom feed of a district, the sitemaps, robots.txt.</summary>
static class SiteFeeds
{
    const string Atom = "http://www.w3.org/2005/Atom", Sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <param name="newest">Publications, the newest first.</param>
    public static SitePage Feed(string code, string district, IReadOnlyList<Publication> newest) => new($"{code}/feed.xml", Xml(xml =>
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, "zh-CN");
        xml.WriteElementString("title", Atom, Clean($"{district}部门预算公开"));
        xml.WriteElementString("id", Atom, $"urn:budget-disclosure:{code}");
        xml.WriteElementString("updated", Atom, Time(newest.Count == 0 ? DateTimeOffset.UnixEpoch : newest[0].At));
        Link(xml, "self", "feed.xml");
        Link(xml, "alternate", "index.html");
        foreach (var publication in newest)
        {
            xml.WriteStartElement("entry", Atom);
            xml.WriteElementString("title", Atom, Clean($"{publication.DepartmentName}{publication.Year}年部门预算{(publication.Version > 1 ? $"（第{publication.Version}版，更正）" : "")}"));
            xml.WriteElementString("id", Atom, $"urn:budget-disclosure:{code}:{publication.Year}:{publication.Department}:v{publication.Version}");
            xml.WriteElementString("updated", Atom, Time(publication.At));
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, Clean(publication.DepartmentName));
            xml.WriteEndElement();
            Link(xml, "alternate", $"{publication.Year}/{publication.Department}/v{publication.Version}/index.html");
            xml.WriteElementString("summary", Atom, Clean(publication.CorrectionReason.Length > 0 ? $"更正原因：{publication.CorrectionReason}" : publication.Sentence));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }));

    /// <param name="address">Of the site's root, with a slash at its end: sitemaps must name whole addresses.</param>
    public static SitePage Sitemap(DistrictYear year, string address) => new($"{year.Folder}/sitemap.xml", Xml(xml =>
    {
        xml.WriteStartElement("urlset", Sitemaps);
        foreach (var page in (string[])["index.html", "en.html", "compare.html", "compare-en.html"]) Url(xml, $"{address}{year.Folder}/{page}", null);
        foreach (var disclosure in year.Disclosures)
        {
            var folder = $"{address}{disclosure.Folder}/v{disclosure.Current.Number}/";
            Url(xml, folder + "index.html", disclosure.Current.PublishedAt);
            Url(xml, folder + "en.html", disclosure.Current.PublishedAt);
            foreach (var project in disclosure.Glance?.Projects ?? []) Url(xml, folder + project.Page, disclosure.Current.PublishedAt);
        }
        xml.WriteEndElement();
    }));

    public static SitePage SitemapIndex(IEnumerable<(string District, int Year)> years, string address) => new("sitemap.xml", Xml(xml =>
    {
        xml.WriteStartElement("sitemapindex", Sitemaps);
        foreach (var (district, year) in years)
        {
            xml.WriteStartElement("sitemap", Sitemaps);
            xml.WriteElementString("loc", Sitemaps, string.Create(CultureInfo.InvariantCulture, $"{address}{Uri.EscapeDataString(district)}/{year}/sitemap.xml"));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }));

    public static SitePage Robots(string address) => new("robots.txt", Encoding.UTF8.GetBytes($"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"));

    static void Url(XmlWriter xml, string location, DateTimeOffset? changed)
    {
        xml.WriteStartElement("url", Sitemaps);
        xml.WriteElementString("loc", Sitemaps, location);
        if (changed is { } at) xml.WriteElementString("lastmod", Sitemaps, Time(at));
        xml.WriteEndElement();
    }

    static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Names come from people; what XML cannot hold is left out.</summary>
    static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000).Select(r => r.ToString()));

    static byte[] Xml(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" })) write(xml);
        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }
}

/// <summary>A version's publication, for those who follow.</summary>
sealed record Publication(string Department, string DepartmentName, int Year, int Version, DateTimeOffset At, string CorrectionReason, string Sentence);
