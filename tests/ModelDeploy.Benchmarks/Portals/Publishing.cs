using System.Runtime.InteropServices;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks.Portals;

/// <summary>The builds that are measured, made as docs/operations.md says: for this platform, compiled ahead. The peer is made the same way.</summary>
internal static class Publishing
{
    /// <summary>Publishes the portal and gives the folder.</summary>
    public static async Task<string> PortalAsync(Bench bench)
    {
        bench.Say("  publishing the portal");
        var folder = bench.Folder("portal");
        await PublishAsync(Bench.RepoRoot, Path.Combine("src", "ModelDeploy.Portal"), folder, bench.Stop);
        return folder;
    }

    /// <summary>
    /// Makes a project of the SDK's own template, publishes it and gives the folder. The browser script comes the same way as
    /// the portal's, so that it builds where the SDK's package for it is missing.
    /// </summary>
    public static async Task<string> TemplateAsync(Bench bench)
    {
        bench.Say("  publishing the Blazor template");
        var source = bench.Folder("template-source");
        var folder = bench.Folder("template");
        await Child.RunAsync("dotnet", source, bench.Stop, "new", "blazor", "--interactivity", "Server", "--name", "Template", "--output", ".", "--no-restore");
        var targets = Path.Combine(Bench.RepoRoot, "src", "compat", "BlazorScript.targets");
        await File.WriteAllTextAsync(
            Path.Combine(source, "Directory.Build.targets"), $"""<Project><Import Project="{targets}" /></Project>""", bench.Stop);
        await PublishAsync(source, ".", folder, bench.Stop, "-p:PublishReadyToRun=true");
        return folder;
    }

    private static Task PublishAsync(string from, string project, string folder, CancellationToken stop, params string[] more) =>
        Child.RunAsync(
            "dotnet", from, stop,
            ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", folder, "-v", "quiet", .. more]);
}
