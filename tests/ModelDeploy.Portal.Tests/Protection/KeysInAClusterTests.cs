using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Protection;

/// <summary>Portals that share the Secret with the keys, before a server that keeps it as an API server would.</summary>
public sealed class KeysInAClusterTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, string> _keys = new();
    private readonly ConcurrentQueue<string> _logged = new();
    private WebApplication _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder.Path);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_key_in_the_cluster_is_encrypted_too_and_every_portal_with_the_certificate_reads_it()
    {
        var (one, other) = (ACertificateFile.Pkcs12(_folder.Path, "one"), ACertificateFile.Pkcs12(_folder.Path, "other"));

        var cookie = Portal(ACertificateFile.Options(one)).Protect("a session");

        Assert.DoesNotContain("<masterKey", Assert.Single(_keys.Values), StringComparison.Ordinal);
        Assert.Equal("a session", Portal(ACertificateFile.Options(one)).Unprotect(cookie));
        Assert.Equal("a session", Portal(ACertificateFile.Options(other, one)).Unprotect(cookie));
        Assert.DoesNotContain(_logged, line => line.Contains("which ModelDeploy:Keys", StringComparison.Ordinal));
    }

    [Fact]
    public void A_portal_without_the_certificate_goes_on_says_what_it_lacks_and_takes_no_session_of_before()
    {
        var one = ACertificateFile.Pkcs12(_folder.Path, "one");
        var cookie = Portal(ACertificateFile.Options(one)).Protect("a session");

        var without = Portal(new KeysOptions());

        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => without.Unprotect(cookie));
        Assert.Equal("another", without.Unprotect(without.Protect("another")));
        Assert.Contains(_logged, line => line.Contains("is encrypted for the certificate CN=one (SHA-1 ", StringComparison.Ordinal));
    }

    /// <summary>What protects sessions in one more portal of the cluster.</summary>
    private IDataProtector Portal(KeysOptions keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new Notes(_logged));
        builder.Services.AddSingleton(TimeProvider.System);
        var client = new ApiClient(new ClusterAccess { Server = new Uri(_server.Urls.Single()), Credential = Credential.None }, TimeProvider.System);
        builder.Services.AddSingleton(new SecretKeyRing(client, "models"));
        builder.AddDataDirectory(new ModelDeployOptions
        {
            DataDirectory = _folder.Path, Store = StoreKind.Kubernetes, Runtime = RuntimeKind.Kubernetes, Keys = keys,
        });
        return builder.Build().Services.GetDataProtector("sessions");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsPatch(context.Request.Method) || HttpMethods.IsPost(context.Request.Method))
        {
            var sent = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            foreach (var (name, value) in sent!["data"]!.AsObject())
                _keys[name] = Encoding.UTF8.GetString(Convert.FromBase64String($"{value}"));
        }
        var data = new JsonObject(_keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(key.Value)))));
        await context.Response.WriteAsJsonAsync(
            new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Secret", ["metadata"] = new JsonObject { ["name"] = SecretKeyRing.Name }, ["data"] = data }, context.RequestAborted);
    }

    private sealed class Notes(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));
    }
}
