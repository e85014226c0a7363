using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Manifests;

/// <summary>
/// Reads a manifest of kind <c>PhDeployment</c>. It checks the shape, all of it at once; what values are allowed is the command's
/// question. A manifest is the whole document: what it does not name is at its default, or empty.
/// </summary>
public static class ManifestReader
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = YamlTree.MaxLength;

    private static readonly DeploymentSpec Defaults = new() { Group = "", DisplayName = "", InstanceType = "", ModelImage = "" };

    /// <summary>Reads the text.</summary>
    /// <param name="text">Whatever somebody typed or pasted.</param>
    /// <param name="keepable">The variables that have a secret value which <see cref="ManifestShape.KeptSecret"/> can keep.</param>
    public static ManifestReading Read(string text, IReadOnlySet<string> keepable)
    {
        var notes = new ManifestNotes();
        try
        {
            if (YamlTree.Read(text) is YamlNode.Mapping document)
                return notes.Reading(Document(document, keepable, notes));
            notes.Error(1, ManifestsTexts.Start.With(ManifestShape.ApiVersion));
        }
        catch (ManifestRefusedException refused)
        {
            notes.Error(Math.Min(refused.Error.Line, LastLine(text)), refused.Error.Message);
        }
        return notes.Reading(null);
    }

    // What is missing at the end is missed after it, where there is nothing to go to.
    private static int LastLine(string text) => text.AsSpan().TrimEnd().Count('\n') + 1;

    private static Manifest Document(YamlNode.Mapping document, IReadOnlySet<string> keepable, ManifestNotes notes)
    {
        var root = new ManifestFields(document, place: null, notes);
        MustBe(root, "apiVersion", ManifestShape.ApiVersion, notes);
        MustBe(root, "kind", ManifestShape.Kind, notes);
        var metadata = root.Fields("metadata", "metadata.");
        var id = metadata.OptionalText("name", "id");
        metadata.Ignore(quietly: true,
            "namespace", "labels", "annotations", "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "ownerReferences", "selfLink");
        metadata.End();
        var manifest = Spec(id, root.Fields("spec", "spec"), keepable, notes);
        root.Ignore(quietly: true, "status");
        root.End();
        return manifest;
    }

    private static Manifest Spec(string? id, ManifestFields fields, IReadOnlySet<string> keepable, ManifestNotes notes)
    {
        var endpoint = fields.Fields("endpoint", "endpoint");
        var access = endpoint.IsOther("accessType", "access", "public", "private") ? AccessType.Private : AccessType.Public;
        endpoint.Ignore(quietly: false, "clients");
        endpoint.End();
        var spec = Predictor(fields, notes) with
        {
            DisplayName = fields.Text("displayName", "displayName"),
            Group = fields.Text("groupName", "group"),
            Stop = fields.Flag("stop", "stop"),
            Deadline = fields.Span("deadline", "deadline", Defaults.Deadline),
            Description = fields.Text("description", "description"),
            Access = access,
            Env = Env(fields, keepable, notes),
        };
        var message = fields.Text("updateMessage", "updateMessage");
        fields.Ignore(quietly: true, "userId", "userName", "groupId");
        fields.End();
        return new Manifest(id, spec, message);
    }

    private static DeploymentSpec Predictor(ManifestFields spec, ManifestNotes notes)
    {
        var predictors = spec.List("predictors", "predictors");
        if (predictors.Count != 1)
        {
            notes.Error(spec.Line, ManifestsTexts.OnePredictor.With(predictors.Count));
            return Defaults;
        }
        var fields = predictors[0];
        fields.Ignore(quietly: true, "name");
        var read = new DeploymentSpec
        {
            Group = "",
            DisplayName = "",
            Replicas = fields.Whole("replicas", "replicas", Defaults.Replicas),
            ModelImage = fields.Text("modelImage", "modelImage"),
            ImagePullSecret = fields.OptionalText("imagePullSecret", "imagePullSecret"),
            InstanceType = fields.Text("instanceType", "instanceType"),
            ModelUri = fields.OptionalText("modelURI", "modelUri"),
            Port = fields.Whole("port", "port", Defaults.Port),
            Readiness = ReadinessOf(fields.Fields("readiness", "readiness")),
            Metadata = Metadata(fields.MappingOf("metadata", "metadata"), notes),
        };
        fields.End();
        return read;
    }

    private static Readiness ReadinessOf(ManifestFields fields)
    {
        var isHttp = fields.IsOther("type", "readiness", "tcp", "http");
        var path = fields.OptionalText("path", "readiness");
        fields.End();
        return isHttp ? new Readiness(ReadinessKind.Http, path) : Readiness.Tcp;
    }

    private static EquatableList<MetadataEntry> Metadata(YamlNode.Mapping? mapping, ManifestNotes notes)
    {
        List<MetadataEntry> entries = [];
        foreach (var entry in mapping?.Entries ?? [])
        {
            notes.Found($"metadata[{entries.Count}]", entry.Line);
            if (entry.Value is YamlNode.Scalar scalar)
                entries.Add(new MetadataEntry(entry.Name, scalar.IsNull ? "" : scalar.Text));
            else
                notes.Error(entry.Line, ManifestsTexts.SingleMetadata.With(entry.Name));
        }
        return entries.ToEquatableList();
    }

    private static EquatableList<EnvVariable> Env(ManifestFields spec, IReadOnlySet<string> keepable, ManifestNotes notes)
    {
        List<EnvVariable> variables = [];
        foreach (var fields in spec.List("env", "env"))
        {
            var path = $"env[{variables.Count}]";
            notes.Found(path, fields.Line);
            var (name, value, secret) = (fields.Text("name", $"{path}.name"), fields.Text("value", $"{path}.value"), fields.Flag("secret", $"{path}.secret"));
            fields.End();
            var kept = secret && value == ManifestShape.KeptSecret;
            if (kept && !keepable.Contains(name))
                notes.Error(fields.Line, ManifestsTexts.NothingToKeep.With(name));
            variables.Add(new EnvVariable(name, kept ? "" : value, secret));
        }
        return variables.ToEquatableList();
    }

    private static void MustBe(ManifestFields root, string name, string value, ManifestNotes notes)
    {
        if (root.OptionalText(name, name) != value)
            notes.Error(root.Line, ManifestsTexts.MustBe.With(name, value));
    }
}
