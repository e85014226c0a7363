using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Tests.Runtime;

/// <summary>Ingresses for tests, as a cluster shows them: of iris, made when its pods were.</summary>
internal static class AnIngress
{
    /// <summary>One of the class nginx, without an address.</summary>
    public static ChildObject Made => new()
    {
        Metadata = new ObjectMeta { Name = "deploy-iris", Uid = "i", Generation = 1, CreationTimestamp = APod.Start },
        Spec = Spec(new JsonObject { ["ingressClassName"] = "nginx" }),
    };

    /// <summary>The same with an address.</summary>
    public static ChildObject Served(this ChildObject ingress) =>
        ingress with { Status = new ChildStatus(null, null, null, new LoadBalancerStatus([new LoadBalancerAddress("192.0.2.10", null)])) };

    /// <summary>The same with a certificate from this Secret.</summary>
    public static ChildObject WithTls(this ChildObject ingress, string secret = "models-tls") =>
        ingress with { Spec = Spec(new JsonObject { ["ingressClassName"] = "nginx", ["tls"] = new JsonArray(new JsonObject { ["secretName"] = secret }) }) };

    /// <summary>What was asked about it: that these happened.</summary>
    public static IngressEvidence Seen(this ChildObject ingress, params IReadOnlyList<EventObject> events) =>
        new() { Uid = ingress.Metadata.Uid, Generation = ingress.Metadata.Generation, AskedAt = APod.Start, Events = events };

    /// <summary>Something that happened to one.</summary>
    public static EventObject Event(string type, string teller, string message, int after) =>
        APod.Warning("Sync", message, after) with { Type = type, Source = new EventSource(teller) };

    private static System.Text.Json.JsonElement Spec(JsonObject spec) => System.Text.Json.JsonSerializer.SerializeToElement(spec);
}
