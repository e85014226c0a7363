using System.Text.Json;
using System.Text.RegularExpressions;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests;

public sealed partial class DependenciesDocumentTests
{
    private const string Document = "docs/dependencies.md";

    [Fact]
    public void Every_dependency_is_listed_with_its_licence_and_reason_and_nothing_else_is()
    {
        var listed = RepositoryFiles.Table(Document, "Shipped").Concat(RepositoryFiles.Table(Document, "For tests and tools only")).ToList();

        Assert.Equal(Fetched().Distinct().Order(StringComparer.Ordinal), listed.Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.All(listed, row => Assert.All(row, cell => Assert.NotEmpty(cell)));
    }

    private static IEnumerable<string> Fetched()
    {
        var projects = RepositoryFiles.Below("src", "*.csproj").Concat(RepositoryFiles.Below("src", "*.targets")).Append("Directory.Packages.props");
        foreach (var file in projects)
        {
            var text = RepositoryFiles.Read(file);
            foreach (var name in Package().Matches(text).Select(match => match.Groups["name"].Value))
                yield return name.StartsWith("$(", StringComparison.Ordinal) ? PropertyOf(text, name[2..^1]) : name;
        }
        foreach (var name in NamesIn("src/ModelDeploy.Portal/package.json", "dependencies")
            .Concat(NamesIn("tests/ModelDeploy.Portal.Tests/SignIn/RealProvider/package.json", "dependencies"))
            .Concat(NamesIn(".config/dotnet-tools.json", "tools")))
            yield return name;
    }

    private static IEnumerable<string> NamesIn(string file, string section) =>
        JsonDocument.Parse(RepositoryFiles.Read(file)).RootElement.GetProperty(section).EnumerateObject().Select(entry => entry.Name);

    private static string PropertyOf(string project, string property) =>
        Regex.Match(project, $"<{property}[^>]*>(?<value>[^<$]+)</{property}>").Groups["value"].Value;

    [GeneratedRegex("""<Package(?:Version|Download) Include="(?<name>[^"]+)""")]
    private static partial Regex Package();
}
