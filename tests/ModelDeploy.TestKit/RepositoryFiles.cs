using System.Reflection;

namespace ModelDeploy.TestKit;

/// <summary>The files of the repository that the tests were built from.</summary>
public static class RepositoryFiles
{
    /// <summary>The repository's top folder, with a trailing separator.</summary>
    public static string Root { get; } = typeof(RepositoryFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepoRoot").Value!;

    /// <summary>The whole text of one file.</summary>
    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    /// <summary>Files below a folder, build output left out, as paths relative to the repository with forward slashes.</summary>
    public static IReadOnlyList<string> Below(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The rows of the Markdown table below a heading, without the head, cells trimmed.</summary>
    public static IReadOnlyList<string[]> Table(string relativePath, string heading) =>
    [
        .. Read(relativePath).ReplaceLineEndings("\n").Split('\n')
            .SkipWhile(line => line.TrimStart('#', ' ') != heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];
}
