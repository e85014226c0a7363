using System.Text.RegularExpressions;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests;

/// <summary>Who may see whom, as docs/architecture.md says.</summary>
public sealed partial class HouseRulesTests
{
    [Theory]
    [InlineData("ModelDeploy.Core", new string[0])]
    [InlineData("ModelDeploy.Local", new[] { "ModelDeploy.Core", "ModelDeploy.Supervisor" })]
    [InlineData("ModelDeploy.Gateway", new[] { "ModelDeploy.Core" })]
    [InlineData("ModelDeploy.Kubernetes", new[] { "ModelDeploy.Core" })]
    [InlineData("ModelDeploy.ModelServer", new string[0])]
    [InlineData("ModelDeploy.Supervisor", new string[0])]
    public void A_project_sees_only_what_it_may(string project, string[] allowed)
    {
        var text = RepositoryFiles.Read($"src/{project}/{project}.csproj");

        Assert.Equal(allowed, ProjectReference().Matches(text).Select(match => match.Groups["name"].Value).Order());
    }

    [Fact]
    public void Core_needs_only_abstractions()
    {
        var packages = PackageReference().Matches(RepositoryFiles.Read("src/ModelDeploy.Core/ModelDeploy.Core.csproj"))
            .Select(match => match.Groups["name"].Value);

        Assert.All(packages, package => Assert.Matches(@"^Microsoft\.Extensions\.(Hosting\.Abstractions|Logging\.Abstractions|Options)$", package));
    }

    [Theory]
    [InlineData("src/ModelDeploy.Core", @"System\.Net\.Http|System\.Diagnostics\.Process|Microsoft\.AspNetCore|Microsoft\.EntityFrameworkCore")]
    [InlineData("src/ModelDeploy.Gateway", @"Microsoft\.AspNetCore\.Components|Microsoft\.EntityFrameworkCore|ModelDeploy\.Local")]
    [InlineData("src/ModelDeploy.Portal/Components", @"ModelDeploy\.Local|ModelDeploy\.Kubernetes|Microsoft\.EntityFrameworkCore|\bIDeploymentStore\b|\bICatalog\b|\bIJournal\b|\bIModelRuntime\b|\bIIdentityStore\b|\bICredentialStore\b|\bHttpClient\b")]
    public void What_must_not_be_seen_is_not_named(string folder, string forbidden)
    {
        var offenders = SourcesBelow(folder).Where(file => Regex.IsMatch(RepositoryFiles.Read(file), forbidden));

        Assert.Empty(offenders);
    }

    [Fact]
    public void The_portal_names_types_of_its_homes_only_in_its_setup()
    {
        var offenders = SourcesBelow("src/ModelDeploy.Portal")
            .Where(file => !file.StartsWith("src/ModelDeploy.Portal/Setup/", StringComparison.Ordinal))
            .Where(file => RepositoryFiles.Read(file)is var text && (text.Contains("ModelDeploy.Local", StringComparison.Ordinal) || text.Contains("ModelDeploy.Kubernetes", StringComparison.Ordinal)));

        Assert.Empty(offenders);
    }

    private static IEnumerable<string> SourcesBelow(string folder) =>
        RepositoryFiles.Below(folder, "*.cs").Concat(RepositoryFiles.Below(folder, "*.razor"));

    [GeneratedRegex("""<ProjectReference Include="[^"]*/(?<name>[A-Za-z.]+)\.csproj"(?![^>]*ReferenceOutputAssembly="false")""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("""<PackageReference Include="(?<name>[^"]+)""")]
    private static partial Regex PackageReference();
}
