namespace ModelDeploy.Portal.Tests.Startup;

/// <summary>A folder that does not exist yet and is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its absolute path.</summary>
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"modeldeploy-{Guid.NewGuid():n}");

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
