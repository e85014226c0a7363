using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>The spec of a deployment's pods. Pure.</summary>
internal static class PodTemplate
{
    /// <summary>The name of the port that the model listens on.</summary>
    public const string PortName = "http";

    private const int GraceSeconds = 30;
    private const int ProbePatienceSeconds = 5;
    private const int BetweenStartupProbesSeconds = 1;
    private const int BetweenProbesSeconds = 2;
    private const int FailuresUntilNotReady = 5;

    /// <summary>So many that it is the deadline that decides (a day and more), and not kubelet.</summary>
    private const int StartupTries = 100_000;

    /// <summary>The spec for this template.</summary>
    public static JsonObject Of(DeploymentKey key, WorkloadTemplate template, KubernetesOptions options)
    {
        var pod = new JsonObject
        {
            ["containers"] = new JsonArray(Container(key, template)),
            ["automountServiceAccountToken"] = false,
            ["enableServiceLinks"] = false,
            ["terminationGracePeriodSeconds"] = GraceSeconds,
        };
        if (options.RunAsNonRoot)
            pod["securityContext"] = new JsonObject { ["runAsNonRoot"] = true };
        if (template.ImagePullSecret is { Length: > 0 } secret)
            pod["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = secret });
        if (template.Placement.NodeSelector.Count > 0)
            pod["nodeSelector"] = new JsonObject(template.Placement.NodeSelector.Select(label => KeyValuePair.Create(label.Name, (JsonNode?)label.Value)));
        if (template.Placement.Tolerations.Count > 0)
            pod["tolerations"] = new JsonArray([.. template.Placement.Tolerations.Select(TolerationOf)]);
        return pod;
    }

    private static JsonObject Container(DeploymentKey key, WorkloadTemplate template)
    {
        var resources = ResourcesOf(template.Resources, template.Placement.GpuResource);
        return new JsonObject
        {
            ["name"] = PodObject.Container,
            ["image"] = template.Image,
            // Said, as Kubernetes chooses it only once by the first tag that it sees.
            ["imagePullPolicy"] = IsMovingTag(template.Image) ? "Always" : "IfNotPresent",
            ["env"] = new JsonArray([.. EnvOf(key, template)]),
            ["ports"] = new JsonArray(new JsonObject { ["name"] = PortName, ["containerPort"] = template.Port, ["protocol"] = "TCP" }),
            ["resources"] = new JsonObject { ["requests"] = resources.DeepClone(), ["limits"] = resources },
            // It passes once, when the model is ready for the first time: that is how "has been ready" is told from "not yet".
            ["startupProbe"] = Probe(template, BetweenStartupProbesSeconds, StartupTries),
            ["readinessProbe"] = Probe(template, BetweenProbesSeconds, FailuresUntilNotReady),
        };
    }

    /// <summary>The platform's variables win, as a name may stand there only once.</summary>
    private static IEnumerable<JsonNode> EnvOf(DeploymentKey key, WorkloadTemplate template)
    {
        var platform = PlatformVariables.For(key.Id, template.ModelUri, template.Port).ToList();
        foreach (var variable in template.Env.Where(variable => platform.All(ours => ours.Name != variable.Name)))
        {
            yield return variable.Secret && SecretStandIn.TryRead(variable.Value, out var secret)
                ? new JsonObject
                {
                    ["name"] = variable.Name,
                    ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = secret, ["key"] = variable.Name } },
                }
                : Variable(variable.Name, variable.Value);
        }
        foreach (var (name, value) in platform)
            yield return Variable(name, value);
    }

    private static JsonObject Variable(string name, string value)
    {
        var variable = new JsonObject { ["name"] = name };
        // Kubernetes leaves out an empty value, and would put others in place of $(NAME) and $$.
        if (value.Length > 0)
            variable["value"] = value.Replace("$", "$$", StringComparison.Ordinal);
        return variable;
    }

    private static JsonObject ResourcesOf(Resources each, string gpuResource)
    {
        var resources = new JsonObject { ["cpu"] = Quantity.Cpu(each.Cpu), ["memory"] = Quantity.Memory(each.Memory) };
        if (each.Gpu > 0)
            resources[gpuResource] = each.Gpu.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return resources;
    }

    private static JsonObject Probe(WorkloadTemplate template, int periodSeconds, int failures)
    {
        var probe = new JsonObject { ["periodSeconds"] = periodSeconds, ["timeoutSeconds"] = ProbePatienceSeconds, ["failureThreshold"] = failures };
        if (template.Readiness.Kind is ReadinessKind.Http)
            probe["httpGet"] = new JsonObject { ["path"] = template.Readiness.Path, ["port"] = template.Port };
        else
            probe["tcpSocket"] = new JsonObject { ["port"] = template.Port };
        return probe;
    }

    private static JsonObject TolerationOf(Toleration toleration)
    {
        var found = new JsonObject();
        foreach (var (name, value) in new[] { ("key", toleration.Key), ("operator", toleration.Operator), ("value", toleration.Value), ("effect", toleration.Effect) })
        {
            if (!string.IsNullOrEmpty(value))
                found[name] = value;
        }
        if (toleration.TolerationSeconds is { } seconds)
            found["tolerationSeconds"] = seconds;
        return found;
    }

    private static bool IsMovingTag(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
            return false;
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.IndexOf(':', StringComparison.Ordinal) is var colon && (colon < 0 || name[(colon + 1)..] == "latest");
    }
}
