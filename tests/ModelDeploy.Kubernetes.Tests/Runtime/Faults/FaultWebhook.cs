using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>
/// The webhook of an administrator, in this process: it makes of new pods what the faults craft, and denies those of one deployment. The
/// API server must reach this machine under <see cref="HostVariable"/>.
/// </summary>
internal sealed class FaultWebhook : IAsyncDisposable
{
    /// <summary>The deployment whose pods it denies.</summary>
    public const string Denied = "refused-by-webhook";

    /// <summary>The deployment whose pods a webhook decides on that does not answer.</summary>
    public const string Unreachable = "refused-by-silence";

    /// <summary>The variable that says under which address the API server reaches this machine; without it the two are the same.</summary>
    public const string HostVariable = "MODELDEPLOY_TESTS_HOST";

    private readonly WebApplication _app;
    private readonly ATestNamespace _place;

    private FaultWebhook(WebApplication app, ATestNamespace place) => (_app, _place) = (app, place);

    private static string Host => Environment.GetEnvironmentVariable(HostVariable) is { Length: > 0 } named ? named : "127.0.0.1";

    /// <summary>Puts it into the way of this namespace's pods.</summary>
    public static async Task<FaultWebhook> OpenAsync(ATestNamespace place, IReadOnlyDictionary<string, Action<JsonObject>> crafts)
    {
        using var certificate = Certificate();
        var served = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = served })));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, crafts));
        await app.StartAsync();
        var webhook = new FaultWebhook(app, place);
        await webhook.RegisterAsync(new Uri(app.Urls.First()).Port, certificate.ExportCertificatePem());
        return webhook;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var kind in new[] { FaultLeftovers.Mutating, FaultLeftovers.Validating })
            await _place.Client.DeleteAsync(kind, null, _place.Name, null, default);
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, IReadOnlyDictionary<string, Action<JsonObject>> crafts)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body))!["request"]!;
        var pod = review["object"]!;
        var id = $"{pod["metadata"]?["labels"]?[Labels.Deployment]}";
        var answer = new JsonObject { ["uid"] = $"{review["uid"]}", ["allowed"] = id != Denied };
        if (id == Denied)
            answer["status"] = new JsonObject { ["code"] = 403, ["message"] = "models come from our own registry only" };
        else if (crafts.TryGetValue(id, out var craft))
        {
            var spec = pod["spec"]!.DeepClone().AsObject();
            craft(spec);
            var patch = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/spec", ["value"] = spec });
            (answer["patchType"], answer["patch"]) = ("JSONPatch", Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.ToJsonString())));
        }
        await context.Response.WriteAsJsonAsync(new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = answer });
    }

    private async Task RegisterAsync(int port, string authority)
    {
        var label = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = FaultLeftovers.LabelOf(_place) } };
        Assert.Null((await _place.Client.MergeAsync<JsonObject>(Kinds.Namespace, null, _place.Name, label, null, default)).Error);
        await CreateAsync(FaultLeftovers.Mutating, Hook("faults.modeldeploy.example", $"https://{Host}:{port}/", authority, id: null));
        await CreateAsync(FaultLeftovers.Validating, Hook("silent.modeldeploy.example", "https://127.0.0.1:1/", authority, Unreachable));
    }

    private async Task CreateAsync(ApiKind kind, JsonObject hook)
    {
        var configuration = ATestNamespace.Named(kind.ApiVersion, kind.Kind, _place.Name);
        configuration["metadata"]!["labels"] = FaultLeftovers.LabelOf(_place);
        configuration["webhooks"] = new JsonArray(hook);
        Assert.Null((await _place.Client.CreateAsync<JsonObject>(kind, null, configuration, default)).Error);
    }

    private JsonObject Hook(string name, string url, string authority, string? id)
    {
        var hook = new JsonObject
        {
            ["name"] = name,
            ["clientConfig"] = new JsonObject { ["url"] = url, ["caBundle"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(authority)) },
            ["rules"] = new JsonArray(new JsonObject { ["apiGroups"] = new JsonArray(""), ["apiVersions"] = new JsonArray("v1"), ["operations"] = new JsonArray("CREATE"), ["resources"] = new JsonArray("pods") }),
            ["namespaceSelector"] = new JsonObject { ["matchLabels"] = FaultLeftovers.LabelOf(_place) },
            ["failurePolicy"] = "Fail",
            ["sideEffects"] = "None",
            ["admissionReviewVersions"] = new JsonArray("v1"),
        };
        if (id is not null)
            hook["objectSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { [Labels.Deployment] = id } };
        return hook;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=faults", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(Host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
