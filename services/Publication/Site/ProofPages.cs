using System.Text;
using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>What anyone needs to check a published file without trusting this server: the public keys, and a page that says how.</summary>
public static class ProofPages
{
    public static async Task<IReadOnlyList<SitePage>> Keys(PublicationDb db, CancellationToken stop)
    {
        var keys = (await db.SigningKeys.OrderBy(k => k.Since).ThenBy(k => k.Id).ToListAsync(stop)).Select(k => (Key: PublicKey.Of(k.X, k.Y), k.Since)).ToList();
        return
        [
            new(KeySet.File, KeySet.Render(keys)),
            .. keys.Select(k => new SitePage(KeySet.PemFile(k.Key), Encoding.ASCII.GetBytes(k.Key.Pem()))),
        ];
    }

    public static byte[] HowToPage()
    {
        var html = new HtmlBuffer();
        HtmlPage.Open(html, new PageHead("怎样核验公开文件", "任何人都可以核验这里的文件与公开时一字不差") { Style = PageStyle.Document });
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../index.html"), ("怎样核验", "")], "");
        html.Raw("""
            <h1>怎样核验公开文件</h1>
            <hr class="rule">
            </header>
            <div class="body">
            <nav class="contents" aria-labelledby="contents">
            <h2 id="contents">目录</h2>
            <ol>
            <li><a href="#file">核对一个文件</a></li>
            <li><a href="#signature">核对签名</a></li>
            <li><a href="#log">核对公开日志</a></li>
            <li><a href="#row">核对一行数字</a></li>
            <li><a href="#all">一次核对全部</a></li>
            <li><a href="#limits">核验能说明什么</a></li>
            <li><a href="#english" lang="en">In English</a></li>
            </ol>
            </nav>
            <main id="main">
            <p>每一版公开材料都附有一份清单（manifest.json），写明每个文件的校验码。清单由公开机构签名（manifest.sig），并登记在公开日志（log.jsonl）中。文件改动一个字节、少了一个文件、删去一条日志，都会被核对出来。下面的办法不需要信任本网站，也不需要安装我们的软件。</p>
            <section id="file">
            <h2>核对一个文件</h2>
            <p>1. 下载要核对的文件和同一文件夹中的 manifest.json。</p>
            <p>2. 计算文件的 SHA-256 校验码。Linux：<code>sha256sum index.html</code>；macOS：<code>shasum -a 256 index.html</code>；Windows：<code>certutil -hashfile index.html SHA256</code>。</p>
            <p>3. 用文本编辑器打开 manifest.json，找到该文件的 sha256。两者相同，文件就是清单所列的文件；有一个字符不同，文件就被改动过，或者已由更新的一版清单取代。</p>
            </section>
            <section id="signature">
            <h2>核对签名</h2>
            <p>1. manifest.json 中的 key 是签名密钥的编号；公钥在本站 keys 文件夹中，文件名为编号加 .pem，全部公钥另见 <a href="../keys.json">keys.json</a>。最好从其他渠道（例如区财政局公告）取得公钥，再与此处对照。</p>
            <p>2. 运行 <code>openssl dgst -sha256 -verify 公钥.pem -signature manifest.sig manifest.json</code>。显示 Verified OK，清单就是该密钥的持有人签发的。</p>
            </section>
            <section id="log">
            <h2>核对公开日志</h2>
            <p><a href="../log.jsonl">log.jsonl</a> 每行登记一次公开、更正或撤下。每行的 previous 是上一行的 SHA-256 校验码，manifest 是该版清单的校验码。</p>
            <p><a href="../checkpoint">checkpoint</a> 是日志的签名摘要：日志名称、行数、各行校验树（RFC 6962）的根，格式为 C2SP tlog-checkpoint，其他透明日志工具也能读取。记下它，日后即可证明日志只有增加、没有删改。</p>
            <p>例如核对第 3 行：<code>sed -n 2p log.jsonl | tr -d '\n' | sha256sum</code> 的结果应等于第 3 行的 previous。删去或改动任何一行，其后各行都对不上。记下最后一行的编号和校验码，日后再来核对，就能发现整段日志被换掉。</p>
            <p>每行末尾的 signature 是对该行其余部分（去掉 <code>,"signature":"…"</code> 后）的签名，算法为 ECDSA P-256、SHA-256，DER 编码。</p>
            </section>
            <section id="row">
            <h2>核对一行数字</h2>
            <p>rows.jsonl 每行是一行表格、一项事实、一个项目或一条绩效指标，金额单位为分。各行的校验码（行前加字节 0x00）两两合并（前加字节 0x01），最后得到清单中的 merkle_root（RFC 6962）。因此只凭一行和十来个校验码，就能证明该行属于这一版，而不必出示全文。</p>
            </section>
            <section id="all">
            <h2>一次核对全部</h2>
            <p>有 .NET 10 的电脑可以运行 <code>dotnet run --project services/Standalone -- verify 网址或文件夹</code>，逐项核对全部版本、签名和日志，并用通俗文字说明结果。加 <code>--key 公钥.pem</code> 只认您自己取得的公钥；加 <code>--head 编号:校验码</code> 核对日志仍包含您以前记下的那一行。</p>
            </section>
            <section id="limits">
            <h2>核验能说明什么</h2>
            <p>核验说明文件与签发时相同、由密钥持有人签发、没有被悄悄撤换。核验不说明数字本身是否正确。目录、搜索、开放数据等汇总文件由各版本文件生成，随每次公开改变，由每年一份签名的 index-manifest.json 列明，不登记在日志中。依法撤下的内容只留下登记和原因，原清单不再提供。</p>
            </section>
            <section id="english" lang="en">
            <h2>In English</h2>
            <p>Every published version has a manifest.json with the SHA-256 of each of its files, signed in manifest.sig (ECDSA P-256, SHA-256, DER) and entered in the public log log.jsonl, where each line carries the hash of the line before. To check a file, compute its SHA-256 and compare it with the manifest. To check the manifest, run <code>openssl dgst -sha256 -verify KEY.pem -signature manifest.sig manifest.json</code> with the key that the manifest names, from the folder keys. To check the log, hash each line without its line break and compare with the next line's “previous”. The file checkpoint is the log's signed head (C2SP tlog-checkpoint; ECDSA notes): keep it to prove later that the log only grew. Lists, searches and open data are in a signed index-manifest.json per year. Lines of rows.jsonl are the leaves of a hash tree (RFC 6962) whose root is in the manifest, so one row can be proven by itself. The check says that files are what was signed and that nothing was silently replaced; it does not say that the figures are right.</p>
            </section>
            </main>
            </div>

            """u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }
}
