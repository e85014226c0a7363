using System.Text.RegularExpressions;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Languages;

/// <summary>Components say nothing by themselves: every word comes from a resource file.</summary>
public sealed partial class WordsInPagesTests
{
    /// <summary>Names that are the same in every language.</summary>
    private static readonly string[] Names = ["ModelDeploy", "cURL", "YAML", "JSON", "Esc", "Python", "JavaScript"];

    public static TheoryData<string> Components =>
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "ModelDeploy.Portal"), "*.razor", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)).Order()];

    [Theory]
    [MemberData(nameof(Components))]
    public void No_component_holds_words_of_its_own(string path)
    {
        var markup = MarkupOf(File.ReadAllText(Path.Combine(RepositoryFiles.Root, path)));
        var words = Spoken().Matches(markup).Select(match => (match.Groups[1].Value + match.Groups[2].Value).Trim())
            .Where(text => !text.EndsWith(';') && !text.Contains("Texts.", StringComparison.Ordinal)) // code between two components
            .Where(text => Word().IsMatch(Names.Aggregate(text, (rest, name) => rest.Replace(name, "", StringComparison.Ordinal))));

        Assert.Empty(words);
    }

    /// <summary>Without comments, code and expressions: what is left of them is not read out to anybody.</summary>
    private static string MarkupOf(string component)
    {
        var code = component.IndexOf("\n@code", StringComparison.Ordinal);
        return Hidden().Replace(code < 0 ? component : component[..code], "");
    }

    // Text between tags, and attributes that are shown or read out.
    [GeneratedRegex(""">([^<>@{}]*)<|(?:aria-label|title|placeholder|alt|Title|Subtitle|Message|Label|Hint|Caption|Key|Question|Confirm)="([^"@]*)" """)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"@\*.*?\*@|^\s*(case [^\n]*:|default:|break;)\s*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
