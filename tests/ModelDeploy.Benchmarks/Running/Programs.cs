namespace ModelDeploy.Benchmarks.Running;

/// <summary>Programs of this machine.</summary>
internal static class Programs
{
    private static readonly string[] Beside = ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>Where the program lies.</summary>
    /// <exception cref="SkippedException">It is not installed.</exception>
    public static string Require(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(Beside)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists) ?? throw new SkippedException($"{name} is not installed");
}
