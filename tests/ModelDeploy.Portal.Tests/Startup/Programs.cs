namespace ModelDeploy.Portal.Tests.Startup;

/// <summary>Programs of this machine.</summary>
public static class Programs
{
    /// <summary>Where this program lies on the PATH, or null.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
