using System.Net.Http.Headers;
using System.Text.Json;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>How the portal itself talks to the provider: within a time, up to a size, and without being sent elsewhere.</summary>
public sealed class ProviderChannel : IDisposable
{
    private const int MostBytes = 1024 * 1024;

    private readonly TimeSpan _timeout;
    private readonly HttpClient _client;

    /// <summary>A channel with the time of these options.</summary>
    public ProviderChannel(OidcOptions options)
    {
        _timeout = options.Timeout;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = options.Timeout,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>The object at this address.</summary>
    /// <exception cref="ProviderException">There is none, or the provider does not answer.</exception>
    public async Task<JsonElement> GetAsync(string address, AuthenticationHeaderValue? authorization, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = authorization;
        var (status, answer) = await SendAsync(request, stop);
        return status is 200 && answer is { } found ? found : throw new ProviderException($"{Named(request)} answered {status}, and not with one JSON object.");
    }

    /// <summary>Sends the request and reads its answer: the status, and the object, or null when the answer is none.</summary>
    /// <exception cref="ProviderException">The provider does not answer in time, or with too much.</exception>
    public async Task<(int Status, JsonElement? Answer)> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await _client.SendAsync(request, stop);
            return ((int)response.StatusCode, StrictJson.ReadObject(await response.Content.ReadAsByteArrayAsync(stop)));
        }
        catch (HttpRequestException failure)
        {
            throw new ProviderException($"{Named(request)} cannot be read: {failure.Message}", failure);
        }
        catch (OperationCanceledException failure) when (!stop.IsCancellationRequested)
        {
            throw new ProviderException($"{Named(request)} did not answer within {_timeout.TotalSeconds:0} seconds.", failure);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static string Named(HttpRequestMessage request) => request.RequestUri!.GetLeftPart(UriPartial.Path);
}
