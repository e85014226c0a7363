using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.SignIn;

/// <summary>The command that prints another sign-in link to this portal.</summary>
public static class AnotherLinkCommand
{
    /// <summary>The option that prints a link.</summary>
    public const string Option = "--print-link";

    private const string FromRepository = "dotnet run --project src/ModelDeploy.Portal --";

    /// <summary>
    /// To be typed in the folder that holds the settings. Names the data directory unless it is the default, and the cluster: a command
    /// line or a variable that said so is not there in another shell.
    /// </summary>
    /// <param name="options">The running portal's.</param>
    /// <param name="contentRoot">Where the settings lie.</param>
    /// <param name="program">The published program (<c>/app/ModelDeploy.Portal</c>); null for a build that is run from the repository.</param>
    public static string For(ModelDeployOptions options, string contentRoot, string? program = null)
    {
        List<string> words = [program is null ? FromRepository : Quoted(program), Option];
        if (options.DataDirectory != Path.GetFullPath(ModelDeployOptions.DefaultDataDirectory, contentRoot))
            words.Add(Setting("DataDirectory", options.DataDirectory));
        if (options.Store is StoreKind.Kubernetes)
        {
            words.AddRange([Setting("Store", "Kubernetes"), Setting("Runtime", "Kubernetes")]);
            foreach (var (key, value) in new[] { ("Kubeconfig", options.Kubernetes.Kubeconfig), ("Context", options.Kubernetes.Context), ("Namespace", options.Kubernetes.Namespace) })
            {
                if (value is not null)
                    words.Add(Setting($"Kubernetes:{key}", value));
            }
        }
        return string.Join(' ', words);
    }

    /// <summary>The program, where it was published: then its settings lie beside it. Null where it is run from the repository.</summary>
    public static string? PublishedProgram(string contentRoot) =>
        Path.TrimEndingDirectorySeparator(contentRoot) == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)
            ? Path.Combine(AppContext.BaseDirectory, "ModelDeploy.Portal")
            : null;

    private static string Setting(string key, string value) => $"--{ModelDeployOptions.Section}:{key}={Quoted(value)}";

    private static string Quoted(string path) =>
        path.All(character => char.IsAsciiLetterOrDigit(character) || "/._-".Contains(character, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
