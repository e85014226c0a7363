using System.Globalization;
using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>The spec of a custom resource as the product's, and back. Pure.</summary>
internal static class SpecMapping
{
    private const string Public = "public";
    private const string Private = "private";
    private const string Http = "http";
    private const string UsualPredictor = "predictor1";

    // What the portal writes into manifests in place of a secret value.
    private const string KeptSecret = "(unchanged)";

    private static readonly DeploymentSpec Defaults = new() { Group = "", DisplayName = "", InstanceType = "", ModelImage = "" };

    /// <summary>
    /// The spec as far as it can be read, normalised as our own are, and what could not be read. Metadata is ordered by name, as it has no
    /// order in the cluster.
    /// </summary>
    public static (DeploymentSpec Spec, EquatableList<FieldError> Errors) Read(PhDeploymentSpec spec)
    {
        var predictor = spec.Predictors is [{ } first, ..] ? first : new Predictor();
        var deadline = spec.Deadline is { } text ? SpanText.Parse(text.ToString()) : Defaults.Deadline;
        var read = new DeploymentSpec
        {
            Group = spec.GroupName ?? "",
            DisplayName = spec.DisplayName ?? "",
            InstanceType = predictor.InstanceType ?? "",
            Replicas = predictor.Replicas ?? Defaults.Replicas,
            ModelImage = predictor.ModelImage ?? "",
            ImagePullSecret = predictor.ImagePullSecret,
            ModelUri = predictor.ModelUri,
            Port = predictor.Port ?? Defaults.Port,
            Readiness = predictor.Readiness is { Type: Http } check ? new Readiness(ReadinessKind.Http, check.Path) : Readiness.Tcp,
            Env = (spec.Env ?? []).Select(variable => Variable(variable, spec.EnvSecret)).ToEquatableList(),
            Metadata = (predictor.Metadata ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new MetadataEntry(entry.Key, entry.Value)).ToEquatableList(),
            Description = spec.Description ?? "",
            Access = spec.Endpoint is { AccessType: Private } ? AccessType.Private : AccessType.Public,
            Clients = spec.Endpoint is { AccessType: Private } ? ClientMapping.Read(spec.Endpoint) : [],
            Deadline = deadline ?? Defaults.Deadline,
            Stop = spec.Stop ?? false,
        };
        return (read.Normalize(), Errors().ToEquatableList());

        IEnumerable<FieldError> Errors()
        {
            if (deadline is null)
                yield return new FieldError("deadline", ClusterTexts.Deadline.With(spec.Deadline));
            if (!ClientRules.AreSound(read.Clients))
                yield return new FieldError("endpoint.clients", ClusterTexts.Clients);
        }
    }

    /// <summary>The spec as the cluster keeps it.</summary>
    /// <param name="spec">The spec; secret values are stand-ins, or empty where there is none.</param>
    /// <param name="message">The update message.</param>
    /// <param name="before">What is stored, of which everything is kept that the product does not know; null for nothing.</param>
    public static PhDeploymentSpec Write(DeploymentSpec spec, string message, PhDeploymentSpec? before)
    {
        var predictor = before?.Predictors is [{ } first, ..] ? first : new Predictor { Name = UsualPredictor };
        return (before ?? new PhDeploymentSpec()) with
        {
            DisplayName = spec.DisplayName,
            GroupName = spec.Group,
            Stop = spec.Stop,
            Deadline = spec.Deadline == Defaults.Deadline ? null : System.Text.Json.Nodes.JsonValue.Create(SpanText.Of(spec.Deadline)),
            Description = WireJson.NullIfEmpty(spec.Description),
            UpdateMessage = WireJson.NullIfEmpty(message),
            Env = spec.Env.Count == 0 ? null : [.. spec.Env.Select(Entry)],
            EnvSecret = spec.Env.Select(variable => SecretOf(variable)).FirstOrDefault(secret => secret is not null),
            Endpoint = new EndpointSpec(spec.Access is AccessType.Private ? Private : Public, ClientMapping.Write(spec.Clients, before?.Endpoint)),
            Predictors =
            [
                predictor with
                {
                    Replicas = spec.Replicas,
                    ModelImage = spec.ModelImage,
                    ImagePullSecret = spec.ImagePullSecret,
                    InstanceType = spec.InstanceType,
                    ModelUri = spec.ModelUri,
                    Port = spec.Port,
                    Readiness = spec.Readiness.Kind is ReadinessKind.Http ? new ReadinessSpec(Http, spec.Readiness.Path) : null,
                    Metadata = spec.Metadata.Count == 0 ? null : spec.Metadata.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal),
                },
            ],
        };
    }

    /// <summary>The spec without any value of a secret and without clients, for what is kept and shown.</summary>
    public static PhDeploymentSpec Redact(this PhDeploymentSpec spec) => spec with
    {
        Env = spec.Env?.Select(variable => variable.Secret is true ? variable with { Value = null } : variable).ToList(),
        Endpoint = spec.Endpoint is { } endpoint ? endpoint with { Clients = null } : null,
    };

    /// <summary>The Secret that the variable's value lies in; null for a value that is none of ours.</summary>
    public static string? SecretOf(EnvVariable variable) =>
        variable.Secret && SecretStandIn.TryRead(variable.Value, out var secret) ? secret : null;

    private static EnvVariable Variable(EnvEntry entry, string? secret) => new(
        entry.Name ?? "",
        entry is { Secret: true, Value: null or "" or KeptSecret } && secret is not null ? SecretStandIn.Of(secret) : entry.Value ?? "",
        entry.Secret ?? false);

    private static EnvEntry Entry(EnvVariable variable) =>
        new(variable.Name, SecretOf(variable) is null ? WireJson.NullIfEmpty(variable.Value) : null, variable.Secret ? true : null);
}
