using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Connections to one API server: TLS with its own authorities, HTTP/2, our credential on every request.</summary>
internal sealed class ClusterHttp : IDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(10);

    private readonly ClusterAccess _access;
    private readonly HttpClient _http;

    public ClusterHttp(ClusterAccess access, string userAgent)
    {
        _access = access;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = ConnectPatience,
            EnableMultipleHttp2Connections = true,
            // A connection whose other end is gone says nothing by itself: a watch would wait on it for minutes.
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingPatience,
            SslOptions = TlsFor(access),
            UseCookies = false,
        })
        {
            BaseAddress = new Uri(access.Server.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan, // every caller has its own
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends it; a second time with a new token when the first was refused. Only the head of the answer has been read.</summary>
    /// <param name="request">Makes the request, once for each try.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="ClusterAccessException">There is no token to be had.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken stop)
    {
        var answer = await SendOnceAsync(request(), refused: false, stop);
        if (answer.StatusCode is not HttpStatusCode.Unauthorized || ReferenceEquals(_access.Credential, Credential.None))
            return answer;
        answer.Dispose();
        return await SendOnceAsync(request(), refused: true, stop);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, bool refused, CancellationToken stop)
    {
        using (request)
        {
            // The client's default version is not that of messages made by hand; and without HTTP/2 there are no pings.
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower);
            if (await _access.Credential.TokenAsync(refused, stop) is { } token)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
    }

    private static SslClientAuthenticationOptions TlsFor(ClusterAccess access)
    {
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = access.ServerName,
            LocalCertificateSelectionCallback = (_, _, _, _, _) => access.Credential.Certificate!,
        };
        if (access.AcceptsAnyCertificate)
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        else if (access.Authorities is { } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }
        return tls;
    }
}
