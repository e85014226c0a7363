using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.SignIn;

/// <summary>The command that prints another sign-in link to this portal.</summary>
public static class AnotherLinkCommand
{
    /// <summary>The option that prints a link.</summary>
    public const string Option = "--print-link";

    private const string Start = $"dotnet run --project src/ModelDeploy.Portal -- {Option}";

    /// <summary>
    /// To be typed in the folder that holds the settings. Names the data directory unless it is the default: a command line or a
    /// variable that moved it is not there in another shell.
    /// </summary>
    /// <param name="dataDirectory">The running portal's, absolute.</param>
    /// <param name="contentRoot">Where the settings lie.</param>
    public static string For(string dataDirectory, string contentRoot) =>
        dataDirectory == Path.GetFullPath(ModelDeployOptions.DefaultDataDirectory, contentRoot)
            ? Start
            : $"{Start} --ModelDeploy:DataDirectory={Quoted(dataDirectory)}";

    private static string Quoted(string path) =>
        path.All(character => char.IsAsciiLetterOrDigit(character) || "/._-".Contains(character, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
