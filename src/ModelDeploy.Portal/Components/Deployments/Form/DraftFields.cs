using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Puts the fields that a browser kept back into a form.</summary>
public static class DraftFields
{
    private const int MostRows = 200;

    /// <summary>
    /// Writes every field that the draft has into the input; the rows become those of the draft. A secret without its value keeps the
    /// stored one where there is one, and must be typed again elsewhere.
    /// </summary>
    public static void Apply(DeploymentInput input, IReadOnlyDictionary<string, string> fields, bool isEdit)
    {
        if (!isEdit)
        {
            Take("group", value => input.Group = value);
            Take("id", value => input.TypedId = value == input.ProposedId ? null : value);
        }
        Take("instanceType", value => input.InstanceType = value);
        Take("replicas", value => input.Replicas = value);
        Take("displayName", value => input.DisplayName = value);
        Take("modelImage", value => input.ModelImage = value);
        Take("imagePullSecret", value => input.ImagePullSecret = value);
        Take("description", value => input.Description = value);
        Take("modelUri", value => input.ModelUri = value);
        Take("access", value => input.Access = Enum.TryParse<AccessType>(value, out var access) ? access : input.Access);
        Take("port", value => input.Port = value);
        Take("deadline", value => input.Deadline = value);
        Take("readinessKind", value => input.Readiness = Enum.TryParse<ReadinessKind>(value, out var kind) ? kind : input.Readiness);
        Take("readinessPath", value => input.ReadinessPath = value);
        Take("updateMessage", value => input.UpdateMessage = value);
        Replace(input.Metadata, "metadata", fields, kept: []);
        Replace(input.Env, "env", fields, kept: [.. input.Env.Where(row => row.KeptSecret)]);

        void Take(string path, Action<string> write)
        {
            if (fields.TryGetValue(path, out var value))
                write(value);
        }
    }

    private static void Replace(List<NameValueRow> rows, string path, IReadOnlyDictionary<string, string> fields, NameValueRow[] kept)
    {
        rows.Clear();
        for (var i = 0; i < MostRows && fields.TryGetValue($"{path}[{i}].name", out var name); i++)
        {
            var (value, secret) = (fields.GetValueOrDefault($"{path}[{i}].value"), fields.GetValueOrDefault($"{path}[{i}].secret") == "true");
            var stored = secret && kept.Any(row => row.Name == name);
            rows.Add(new NameValueRow
            {
                Name = name,
                Value = secret ? "" : value ?? "",
                Secret = secret,
                KeptSecret = stored,
                Retype = secret && !stored,
            });
        }
    }
}
