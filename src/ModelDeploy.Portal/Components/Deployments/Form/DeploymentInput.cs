using System.Globalization;
using System.Text.Json;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Manifests;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>
/// What stands in the form's fields, as typed: numbers are text, so that nothing a person typed is lost. Core judges it.
/// </summary>
public sealed class DeploymentInput
{
    private readonly string _suffix = DeploymentIds.NewSuffix();

    /// <summary>The group's name.</summary>
    public string Group { get; set; } = "";

    /// <summary>The instance type's name.</summary>
    public string InstanceType { get; set; } = "";

    /// <summary>A whole number as text.</summary>
    public string Replicas { get; set; } = "1";

    /// <summary>Deployment Name.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Deployment ID: what the person typed, and until they type there, what is proposed from the name.</summary>
    public string Id => TypedId ?? ProposedId;

    /// <summary>What the person typed as the id; null while they have not.</summary>
    public string? TypedId { get; set; }

    /// <summary>What is proposed from the name; empty without one.</summary>
    public string ProposedId => DisplayName.Trim().Length == 0 ? "" : DeploymentIds.Propose(DisplayName, _suffix);

    /// <summary>Image reference.</summary>
    public string ModelImage { get; set; } = "";

    /// <summary>Name of a pull secret; empty for none.</summary>
    public string ImagePullSecret { get; set; } = "";

    /// <summary>Where the model lies; empty for none.</summary>
    public string ModelUri { get; set; } = "";

    /// <summary>A whole number as text.</summary>
    public string Port { get; set; } = Text(9000);

    /// <summary>How readiness is told.</summary>
    public ReadinessKind Readiness { get; set; } = ReadinessKind.Tcp;

    /// <summary>The path to ask; kept while TCP is chosen.</summary>
    public string ReadinessPath { get; set; } = "";

    /// <summary>Whole seconds as text; a new form starts with what the operator set.</summary>
    public string Deadline { get; set; } = "";

    /// <summary>Who may call the endpoint.</summary>
    public AccessType Access { get; set; } = AccessType.Public;

    /// <summary>Free text.</summary>
    public string Description { get; set; } = "";

    /// <summary>Why it is updated; starts empty on every edit.</summary>
    public string UpdateMessage { get; set; } = "";

    /// <summary>Rows of metadata, empty ones included.</summary>
    public List<NameValueRow> Metadata { get; } = [];

    /// <summary>Rows of environment variables, empty ones included.</summary>
    public List<NameValueRow> Env { get; } = [];

    /// <summary>The replicas typed, or null while that is no whole number.</summary>
    public int? ReplicaCount => Number(Replicas);

    /// <summary>The fields of an existing deployment, ready to be edited.</summary>
    public static DeploymentInput From(Deployment deployment)
    {
        var input = new DeploymentInput { Group = deployment.Spec.Group, TypedId = deployment.Id };
        input.Take(deployment.Spec, variable => new NameValueRow { Name = variable.Name, Value = variable.Value, Secret = variable.Secret, KeptSecret = variable.Secret });
        return input;
    }

    /// <summary>
    /// The fields for a new deployment like another one. Its secrets are not copied: each must be typed again. Without the group when
    /// the person may not deploy there.
    /// </summary>
    public static DeploymentInput CloneOf(Deployment deployment, FormChoices choices)
    {
        var input = new DeploymentInput { Group = choices.Groups.Any(group => group.Name == deployment.Spec.Group) ? deployment.Spec.Group : "" };
        input.Take(deployment.Spec, variable => new NameValueRow { Name = variable.Name, Value = variable.Value, Secret = variable.Secret, Retype = variable.Secret });
        input.DisplayName = CopyName.Of(deployment.Spec.DisplayName);
        return input;
    }

    /// <summary>
    /// Takes over what a manifest says, all of it. Secrets that it keeps stay as they are. The group and the id stay those of
    /// <paramref name="stored"/>, and the id as proposed where the manifest has none.
    /// </summary>
    public void Take(Manifest manifest, Deployment? stored)
    {
        var rows = Env.Where(row => row.Secret).GroupBy(row => row.Name, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.First());
        Take(manifest.Spec, variable => variable is { Secret: true, Value: "" } && rows.GetValueOrDefault(variable.Name) is { } kept
            ? kept
            : new NameValueRow { Name = variable.Name, Value = variable.Value, Secret = variable.Secret });
        UpdateMessage = manifest.UpdateMessage;
        if (stored is not null)
            return;
        Group = manifest.Spec.Group;
        TypedId = string.IsNullOrEmpty(manifest.Id) || manifest.Id == ProposedId ? null : manifest.Id;
    }

    /// <summary>The secrets whose value must be typed before anything is submitted, as errors of their fields.</summary>
    public IReadOnlyList<FieldError> MissingSecrets() =>
    [
        .. Env.Index().Where(row => row.Item is { Retype: true, Secret: true, Value: "" })
            .Select(row => new FieldError($"env[{row.Index}].value", FormTexts.EnterSecretAgain)),
    ];

    /// <summary>Everything that was typed in one text, to tell whether something changed. It holds secrets: it is compared, never shown or kept.</summary>
    public string Fingerprint() => JsonSerializer.Serialize(new
    {
        Spec = ToSpec(stop: false), Replicas, Port, Deadline, ReadinessPath, TypedId, UpdateMessage,
    });

    private void Take(DeploymentSpec spec, Func<EnvVariable, NameValueRow> rowOf)
    {
        InstanceType = spec.InstanceType;
        Replicas = Text(spec.Replicas);
        DisplayName = spec.DisplayName;
        ModelImage = spec.ModelImage;
        ImagePullSecret = spec.ImagePullSecret ?? "";
        ModelUri = spec.ModelUri ?? "";
        Port = Text(spec.Port);
        Readiness = spec.Readiness.Kind;
        ReadinessPath = spec.Readiness.Path ?? "";
        Deadline = SecondsOf(spec.Deadline);
        Access = spec.Access;
        Description = spec.Description;
        NameValueRow[] env = [.. spec.Env.Select(rowOf)];
        Env.Clear();
        Env.AddRange(env);
        Metadata.Clear();
        Metadata.AddRange(spec.Metadata.Select(entry => new NameValueRow { Name = entry.Name, Value = entry.Value }));
    }

    /// <summary>Drops rows in which nothing was typed, so that row numbers in errors are those on the screen.</summary>
    public void DropEmptyRows()
    {
        Metadata.RemoveAll(row => row.IsEmpty);
        Env.RemoveAll(row => row.IsEmpty);
    }

    /// <summary>The spec that the fields ask for. A number that cannot be read becomes one that Core refuses.</summary>
    public DeploymentSpec ToSpec(bool stop) => new()
    {
        Group = Group,
        DisplayName = DisplayName,
        InstanceType = InstanceType,
        Replicas = ReplicaCount ?? 0,
        ModelImage = ModelImage,
        ImagePullSecret = ImagePullSecret.Length == 0 ? null : ImagePullSecret,
        ModelUri = ModelUri.Length == 0 ? null : ModelUri,
        Port = Number(Port) ?? 0,
        Readiness = Readiness is ReadinessKind.Tcp ? Core.Deployments.Readiness.Tcp : Core.Deployments.Readiness.Http(ReadinessPath),
        Env = Env.Select(row => new EnvVariable(row.Name, row.Value, row.Secret)).ToEquatableList(),
        Metadata = Metadata.Select(row => new MetadataEntry(row.Name, row.Value)).ToEquatableList(),
        Description = Description,
        Access = Access,
        Deadline = TimeSpan.FromSeconds(Number(Deadline) ?? 0),
        Stop = stop,
    };

    /// <summary>
    /// Only what a new deployment costs, with stand-ins for the rest: so its quota is foreseen before the form is filled in.
    /// Null while no instance type or no count is chosen.
    /// </summary>
    public DeploymentSpec? ToCost() => InstanceType.Length == 0 || ReplicaCount is not { } count
        ? null
        : new DeploymentSpec { Group = Group, InstanceType = InstanceType, Replicas = count, DisplayName = "new", ModelImage = "new" };

    /// <summary>A span as the deadline's field shows it.</summary>
    public static string SecondsOf(TimeSpan span) => Text((int)span.TotalSeconds);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
