using System.Reflection;
using ModelDeploy.Benchmarks.Portals;

namespace ModelDeploy.Benchmarks.Running;

/// <summary>What benchmarks share: the settings, a folder that goes at the end, and builds that are made once.</summary>
internal sealed class Bench : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modeldeploy-bench-");
    private readonly Dictionary<string, Task<string>> _builds = [];
    private int _folders;

    /// <summary>Made once for a session.</summary>
    public Bench(Settings settings, CancellationToken stop) => (Settings, Stop) = (settings, stop);

    /// <summary>The repository's top folder, with a separator at the end.</summary>
    public static string RepoRoot { get; } = typeof(Bench).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepoRoot").Value!;

    /// <summary>What was asked for.</summary>
    public Settings Settings { get; }

    /// <summary>Ends everything early.</summary>
    public CancellationToken Stop { get; }

    /// <summary>A line of progress, beside the table.</summary>
    public void Say(string line) => Console.Error.WriteLine(line);

    /// <summary>A fresh empty folder.</summary>
    public string Folder(string name) => _folder.CreateSubdirectory($"{name}-{++_folders}").FullName;

    /// <summary>Where a new data directory may be made; whoever opens it makes it, for its owner only.</summary>
    public string DataDirectory() => Path.Combine(Folder("portal-of"), "data");

    /// <summary>The folder of the published portal.</summary>
    public Task<string> PortalAsync() => OnceAsync("portal", () => Publishing.PortalAsync(this));

    /// <summary>The folder of the published Blazor template.</summary>
    public Task<string> TemplateAsync() => OnceAsync("template", () => Publishing.TemplateAsync(this));

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    private Task<string> OnceAsync(string name, Func<Task<string>> build)
    {
        if (!_builds.TryGetValue(name, out var built))
            _builds.Add(name, built = build());
        return built;
    }
}
