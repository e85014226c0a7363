namespace ModelDeploy.Kubernetes.Client;

/// <summary>What a watch tells.</summary>
/// <typeparam name="T">The kind of objects.</typeparam>
public abstract record WatchEvent<T>
{
    private WatchEvent() { }

    /// <summary>The server has begun to tell; nothing may happen for long after it.</summary>
    public sealed record Begun : WatchEvent<T>;

    /// <summary>The object is now like this.</summary>
    public sealed record Changed(T Object, string Version) : WatchEvent<T>;

    /// <summary>The object is gone; it was like this last.</summary>
    public sealed record Deleted(T Object, string Version) : WatchEvent<T>;

    /// <summary>Nothing has changed up to this version: where to go on from.</summary>
    public sealed record Bookmark(string Version) : WatchEvent<T>;

    /// <summary>The watch ended with a refusal; <see cref="ApiReason.Expired"/> when its version is too old.</summary>
    public sealed record Failed(ApiError Error) : WatchEvent<T>;
}
