using System.Text.RegularExpressions;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests;

/// <summary>Every threat that <c>docs/security.md</c> says something against is held by tests that are there.</summary>
public sealed partial class SecurityDocumentTests
{
    private const string Document = "docs/security.md";
    private static readonly IReadOnlyList<string[]> Threats = RepositoryFiles.Table(Document, "Threats");

    [Fact]
    public void Every_threat_has_somebody_an_answer_and_a_test()
    {
        Assert.True(Threats.Count >= 40, $"Only {Threats.Count} threats were found");
        Assert.All(Threats, row => Assert.Equal(4, row.Length));
        Assert.All(Threats, row => Assert.All(row, cell => Assert.NotEmpty(cell)));
        Assert.All(Threats, row => Assert.Matches("^`", row[3]));
    }

    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var known = RepositoryFiles.Below("tests", "*.cs")
            .SelectMany(file => Test().Matches(RepositoryFiles.Read(file)).Select(match => $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups["name"].Value}"))
            .ToHashSet(StringComparer.Ordinal);
        var named = Threats.SelectMany(row => row[3].Split(", ").Select(name => name.Trim('`'))).ToList();

        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void Every_attacker_of_a_threat_is_described()
    {
        var described = Attacker().Matches(RepositoryFiles.Read(Document)).Select(match => match.Groups["name"].Value);

        Assert.Equal(described.Order(StringComparer.Ordinal), Threats.Select(row => row[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("""\[(?:Fact|Theory)\b(?:(?!\bpublic\b)[\s\S])*?public (?:virtual )?(?:async )?(?:Task|void) (?<name>\w+)\(""")]
    private static partial Regex Test();

    [GeneratedRegex(@"^- \*\*(?<name>[A-Za-z]+)\*\*: ", RegexOptions.Multiline)]
    private static partial Regex Attacker();
}
