namespace ModelDeploy.Kubernetes.Client;

/// <summary>A token in a file that somebody else renews, as kubelet does with a service account's.</summary>
/// <param name="path">The file.</param>
/// <param name="clock">Tells when to look again.</param>
public sealed class TokenFileCredential(string path, TimeProvider clock) : Credential
{
    // kubelet renews at four fifths of an hour at the latest, and the old token holds on until the end of it.
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private (string Token, DateTimeOffset ReadAt)? _known;

    /// <inheritdoc />
    public override async ValueTask<string?> TokenAsync(bool refused, CancellationToken stop)
    {
        if (!refused && _known is { } known && clock.GetUtcNow() - known.ReadAt < GoodFor)
            return known.Token;
        var token = (await File.ReadAllTextAsync(path, stop)).Trim();
        _known = (token, clock.GetUtcNow());
        return token;
    }
}
