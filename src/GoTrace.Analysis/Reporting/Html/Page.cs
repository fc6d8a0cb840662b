using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GoTrace.Analysis.Reporting.Html.Data;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>Puts a page together: policy, style, what is to see without a program, data, program.</summary>
internal static class Page
{
    public static string Write(string title, string summary, ReportData data)
    {
        string name = HtmlEncoder.Default.Encode(title);
        return new StringBuilder()
            .Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '").Append(PageAssets.ScriptHash)
            .Append("'; style-src '").Append(PageAssets.StyleHash).Append("'; img-src data:; base-uri 'none'; form-action 'none'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<link rel=\"icon\" href=\"data:,\">\n<title>").Append(name).Append(" · GoTrace</title>\n<style>")
            .Append(PageAssets.Style).Append("</style>\n</head>\n<body>\n<div id=\"app\"><noscript>\n<main>\n<h1>").Append(name)
            .Append("</h1>\n<p>With scripts on, this page has plots and tables of all figures.</p>\n").Append(summary)
            .Append("</main>\n</noscript></div>\n<footer>\n<details><summary>Made with GoTrace. Licences</summary>\n")
            .Append("<p>Plots are drawn by uPlot 1.6.32, under this licence:</p>\n<pre>")
            .Append(HtmlEncoder.Default.Encode(PageAssets.PlotLicence)).Append("</pre>\n</details>\n</footer>\n")
            .Append("<script type=\"application/json\" id=\"data\">")
            .Append(JsonSerializer.Serialize(data, ReportJsonContext.Default.ReportData))
            .Append("</script>\n<script>").Append(PageAssets.Script).Append("</script>\n</body>\n</html>\n")
            .ToString();
    }
}
