using System.Text;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>Which objects shall exist for a workload. Pure.</summary>
internal static class ChildObjects
{
    /// <summary>The port of a deployment's Service.</summary>
    public const int ServicePort = 8000;

    /// <summary>Where ingress-nginx looks for the password file in a Secret.</summary>
    private const string PasswordsKey = "auth";

    /// <summary>Pods that are replaced leave this many older ReplicaSets behind, for whoever wants to look.</summary>
    private const int KeptReplicaSets = 2;

    /// <summary>All of them, in the order in which they are made.</summary>
    public static IReadOnlyList<Child> Of(DeploymentKey key, Workload workload, KubernetesOptions options)
    {
        List<Child> children = [Service(key, workload)];
        // Before the Ingress that names it.
        if (AsksForPasswords(workload, options))
            children.Add(Passwords(key, workload));
        if (IngressFor(key, workload, options) is { } ingress)
            children.Add(ingress);
        children.Add(Deployment(key, workload, options));
        return children;
    }

    private static Child Deployment(DeploymentKey key, Workload workload, KubernetesOptions options)
    {
        var podLabels = Strings(ChildNames.AllLabels(key, workload.Group));
        podLabels[Labels.Template] = workload.Template.Hash;
        return Child.Of(Kinds.Deployment, Metadata(key, workload), new JsonObject
        {
            ["replicas"] = workload.Replicas,
            ["revisionHistoryLimit"] = KeptReplicaSets,
            ["progressDeadlineSeconds"] = int.MaxValue, // the deadline is ours
            ["selector"] = new JsonObject { ["matchLabels"] = Strings(ChildNames.PodLabels(key, workload.Group)) },
            ["strategy"] = new JsonObject
            {
                ["type"] = "RollingUpdate",
                ["rollingUpdate"] = new JsonObject { ["maxSurge"] = workload.Surge, ["maxUnavailable"] = workload.Surge == 0 ? 1 : 0 },
            },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = podLabels },
                ["spec"] = PodTemplate.Of(key, workload.Template, options),
            },
        });
    }

    private static Child Service(DeploymentKey key, Workload workload) => Child.Of(Kinds.Service, Metadata(key, workload), new JsonObject
    {
        ["type"] = "ClusterIP",
        ["selector"] = new JsonObject { [Labels.App] = Labels.AppOfDeployments, [Labels.Deployment] = key.Id },
        ["ports"] = new JsonArray(new JsonObject
        {
            ["name"] = PodTemplate.PortName,
            ["port"] = ServicePort,
            ["protocol"] = "TCP", // part of the key of a port: server-side apply needs it said
            ["targetPort"] = PodTemplate.PortName, // by name: older pods may listen on another number
        }),
    });

    private static bool AsksForPasswords(Workload workload, KubernetesOptions options) =>
        options.Exposure is Exposure.DirectIngress && workload is { Access: AccessType.Private, Passwords.Count: > 0 };

    private static Child Passwords(DeploymentKey key, Workload workload)
    {
        var file = string.Concat(workload.Passwords.Select(line => line + "\n"));
        return Child.Of(Kinds.Secret, Metadata(key, workload), new JsonObject { [PasswordsKey] = Convert.ToBase64String(Encoding.UTF8.GetBytes(file)) }, part: "data");
    }

    /// <summary>None for a private deployment whose callers would pass by the gateway, unless there are passwords to ask them for.</summary>
    private static Child? IngressFor(DeploymentKey key, Workload workload, KubernetesOptions options) => options.Exposure switch
    {
        Exposure.Gateway => null,
        Exposure.Ingress => Ingress(key, workload, options.Ingress, "nginx.ingress.kubernetes.io/use-regex", "true", options.Ingress.Service, options.Ingress.ServicePort),
        Exposure.DirectIngress when workload.Access is AccessType.Private && !AsksForPasswords(workload, options) => null,
        Exposure.DirectIngress => Ingress(key, workload, options.Ingress, "nginx.ingress.kubernetes.io/rewrite-target", "/$1", ChildNames.Of(key), ServicePort),
    };

    private static Child Ingress(DeploymentKey key, Workload workload, IngressOptions options, string annotation, string value, string service, int port)
    {
        var metadata = Metadata(key, workload);
        var annotations = new JsonObject { [annotation] = value };
        foreach (var (name, text) in options.Annotations)
            annotations[name] = text;
        // Last: no setting of the operator's may open what is private.
        if (service == ChildNames.Of(key) && workload.Access is AccessType.Private)
        {
            annotations["nginx.ingress.kubernetes.io/auth-type"] = "basic";
            annotations["nginx.ingress.kubernetes.io/auth-secret"] = ChildNames.Of(key);
            annotations["nginx.ingress.kubernetes.io/auth-secret-type"] = "auth-file";
            annotations["nginx.ingress.kubernetes.io/auth-realm"] = key.Id;
            annotations["nginx.ingress.kubernetes.io/satisfy"] = "all";
        }
        metadata["annotations"] = annotations;

        var rule = new JsonObject
        {
            ["http"] = new JsonObject
            {
                ["paths"] = new JsonArray(new JsonObject
                {
                    ["path"] = $"/deployment/{key.Id}/(.+)",
                    ["pathType"] = "ImplementationSpecific",
                    ["backend"] = new JsonObject
                    {
                        ["service"] = new JsonObject { ["name"] = service, ["port"] = new JsonObject { ["number"] = port } },
                    },
                }),
            },
        };
        var spec = new JsonObject();
        if (options.Class is { } named)
            spec["ingressClassName"] = named;
        if (options.Host is { } host)
            rule["host"] = host;
        if (options.TlsSecret is { } secret)
        {
            var tls = new JsonObject { ["secretName"] = secret };
            if (options.Host is { } certified)
                tls["hosts"] = new JsonArray(certified);
            spec["tls"] = new JsonArray(tls);
        }
        spec["rules"] = new JsonArray(rule);
        return Child.Of(Kinds.Ingress, metadata, spec);
    }

    private static JsonObject Metadata(DeploymentKey key, Workload workload) => new()
    {
        ["name"] = ChildNames.Of(key),
        ["labels"] = Strings(ChildNames.AllLabels(key, workload.Group)),
        ["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = Kinds.PhDeployment.ApiVersion,
            ["kind"] = Kinds.PhDeployment.Kind,
            ["name"] = key.Id,
            ["uid"] = workload.Uid.ToString(),
            ["controller"] = true,
        }),
    };

    private static JsonObject Strings(IReadOnlyDictionary<string, string> texts) =>
        new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
