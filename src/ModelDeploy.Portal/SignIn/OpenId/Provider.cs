using System.Text.Json;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>The provider's discovery document and keys, read when they are needed and kept for a while.</summary>
public sealed class Provider(OidcOptions options, ProviderChannel channel, TimeProvider clock) : ISigningKeys, IDisposable
{
    /// <summary>How long what was read is believed.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>How long no further token makes the keys be read anew: strangers can send tokens too.</summary>
    public static readonly TimeSpan BetweenRefetches = TimeSpan.FromMinutes(1);

    private const int MostKeys = 100;

    private readonly SemaphoreSlim _reading = new(1);
    private Read<ProviderDocument>? _document;
    private Read<IReadOnlyList<SigningKey>>? _keys;
    private DateTimeOffset _lastRefetch = DateTimeOffset.MinValue;

    /// <summary>The discovery document.</summary>
    /// <exception cref="ProviderException">It cannot be read.</exception>
    public async Task<ProviderDocument> DocumentAsync(CancellationToken stop)
    {
        if (Fresh(_document) is { } known)
            return known;
        await _reading.WaitAsync(stop);
        try
        {
            return Fresh(_document) ?? await ReadDocumentAsync(stop);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<SigningKey>> ReadAsync(bool anew, CancellationToken stop)
    {
        if (!anew && Fresh(_keys) is { } known)
            return known;
        var document = await DocumentAsync(stop);
        await _reading.WaitAsync(stop);
        try
        {
            if (Fresh(_keys) is { } keys && !(anew && MayRefetch()))
                return keys;
            return await ReadKeysAsync(document.Keys, stop);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private bool MayRefetch()
    {
        var now = clock.GetUtcNow();
        if (now - _lastRefetch < BetweenRefetches)
            return false;
        _lastRefetch = now;
        return true;
    }

    private T? Fresh<T>(Read<T>? read) where T : class => read is not null && clock.GetUtcNow() - read.At < Kept ? read.Value : null;

    private async Task<ProviderDocument> ReadDocumentAsync(CancellationToken stop)
    {
        var address = $"{options.Authority.OriginalString.TrimEnd('/')}/.well-known/openid-configuration";
        var document = ProviderDocument.Read(await channel.GetAsync(address, authorization: null, stop), options.Authority);
        _document = new Read<ProviderDocument>(document, clock.GetUtcNow());
        return document;
    }

    private async Task<IReadOnlyList<SigningKey>> ReadKeysAsync(string address, CancellationToken stop)
    {
        var found = await channel.GetAsync(address, authorization: null, stop);
        if (!found.TryGetProperty("keys", out var list) || list.ValueKind is not JsonValueKind.Array)
            throw new ProviderException($"{address} lists no keys.");
        IReadOnlyList<SigningKey> keys = [.. list.EnumerateArray().Where(key => key.ValueKind is JsonValueKind.Object).Take(MostKeys).Select(key => new SigningKey(key))];
        _keys = new Read<IReadOnlyList<SigningKey>>(keys, clock.GetUtcNow());
        return keys;
    }

    private sealed record Read<T>(T Value, DateTimeOffset At);
}
