using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Store;

/// <summary>An open store on a namespace of its own.</summary>
public sealed class AClusterStore : IAsyncDisposable
{
    private AClusterStore(ATestNamespace place, ClusterStore store) => (Place, Store) = (place, store);

    /// <summary>Its namespace.</summary>
    public ATestNamespace Place { get; }

    /// <summary>The store.</summary>
    public ClusterStore Store { get; }

    /// <summary>
    /// As awkward as the schema allows: markup, right-to-left text, a combining mark, an emoji and quotes everywhere; control characters where
    /// the schema does not look.
    /// </summary>
    public static DeploymentSpec AwkwardSpec { get; } = new()
    {
        Group = "demo",
        DisplayName = "<b>\"it's\"</b> \u202Eעברית\u202C e\u0301 🌷 \\ %_",
        InstanceType = "cpu-tiny",
        Replicas = 100,
        ModelImage = "registry.example:5000/a/b@sha256:0123",
        ImagePullSecret = "the <secret>",
        ModelUri = "s3://bucket/<b>\u0007🌷",
        Port = 65_535,
        Readiness = Readiness.Http("/ready?<b>🌷"),
        Env = [new EnvVariable("A", "\u001b[31m \0 \r\n\t end "), new EnvVariable("B.b-_", "hush \0 🌷", Secret: true), new EnvVariable("C", "")],
        Metadata = [new MetadataEntry("", "nameless"), new MetadataEntry("<b>\0🌷", "\u0007 🌷 ")],
        Description = "\u0007 two\nlines <b>🌷",
        Access = AccessType.Private,
        Deadline = TimeSpan.FromSeconds(1234),
        Stop = true,
    };

    /// <summary>Opens one; skips the test when there is no cluster.</summary>
    public static async Task<AClusterStore> OpenAsync()
    {
        var place = await ATestNamespace.CreateAsync();
        return new AClusterStore(place, await OpenAsync(place));
    }

    /// <summary>Opens a store on a namespace, beside others.</summary>
    public static Task<ClusterStore> OpenAsync(ATestNamespace place) => OpenAsync(place.Client, place.Name);

    /// <summary>Opens a store on a namespace, which reaches the cluster by a way of its own.</summary>
    public static Task<ClusterStore> OpenAsync(ApiClient client, string inNamespace) => ClusterStore.OpenAsync(
        client, new KubernetesOptions { Namespace = inNamespace, PublicUrl = "http://models.example" }, TimeProvider.System, NullLoggerFactory.Instance, default);

    /// <summary>The spec with the stand-ins that were read in place of its secret values, after looking that they are some.</summary>
    public static DeploymentSpec WithStandIns(DeploymentSpec written, DeploymentSpec read) => written with
    {
        Env = written.Env.Zip(read.Env, (mine, theirs) => mine.Secret && SecretStandIn.TryRead(theirs.Value, out _) ? mine with { Value = theirs.Value } : mine).ToEquatableList(),
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Place.DisposeAsync();
    }
}
