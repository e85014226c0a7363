using System.Globalization;
using System.Text;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Manifests;

/// <summary>Writes a deployment as a manifest of kind <c>PhDeployment</c>. No secret is ever in it.</summary>
public static class ManifestWriter
{
    /// <summary>The manifest; <see cref="ManifestReader"/> reads the same back.</summary>
    public static string Write(Manifest manifest)
    {
        var spec = manifest.Spec;
        var yaml = new StringBuilder();
        Line(yaml, 0, "apiVersion", ManifestShape.ApiVersion);
        Line(yaml, 0, "kind", ManifestShape.Kind);
        yaml.Append("metadata:\n");
        Line(yaml, 2, "name", manifest.Id ?? "");
        yaml.Append("spec:\n");
        Line(yaml, 2, "displayName", spec.DisplayName);
        Line(yaml, 2, "groupName", spec.Group);
        Raw(yaml, 2, "stop", spec.Stop ? "true" : "false");
        Raw(yaml, 2, "deadline", Number((int)spec.Deadline.TotalSeconds));
        Optional(yaml, 2, "description", spec.Description);
        Optional(yaml, 2, "updateMessage", manifest.UpdateMessage);
        yaml.Append("  endpoint:\n");
        Line(yaml, 4, "accessType", spec.Access.ToString().ToLowerInvariant());
        Predictor(yaml, spec);
        Env(yaml, spec);
        return yaml.ToString();
    }

    private static void Predictor(StringBuilder yaml, DeploymentSpec spec)
    {
        yaml.Append("  predictors:\n    - name: predictor1\n");
        Raw(yaml, 6, "replicas", Number(spec.Replicas));
        Line(yaml, 6, "modelImage", spec.ModelImage);
        Optional(yaml, 6, "imagePullSecret", spec.ImagePullSecret);
        Line(yaml, 6, "instanceType", spec.InstanceType);
        Optional(yaml, 6, "modelURI", spec.ModelUri);
        Raw(yaml, 6, "port", Number(spec.Port));
        if (spec.Readiness.Kind is ReadinessKind.Http)
        {
            yaml.Append("      readiness:\n");
            Line(yaml, 8, "type", "http");
            Line(yaml, 8, "path", spec.Readiness.Path ?? "");
        }
        if (spec.Metadata.Count > 0)
            yaml.Append("      metadata:\n");
        foreach (var (name, value) in spec.Metadata)
            Line(yaml, 8, YamlText.Name(name, 8), value);
    }

    private static void Env(StringBuilder yaml, DeploymentSpec spec)
    {
        if (spec.Env.Count > 0)
            yaml.Append("  env:\n");
        foreach (var variable in spec.Env)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    - name: {YamlText.Inline(variable.Name)}\n");
            Line(yaml, 6, "value", variable.Secret ? ManifestShape.KeptSecret : variable.Value);
            if (variable.Secret)
                Raw(yaml, 6, "secret", "true");
        }
    }

    private static void Optional(StringBuilder yaml, int indentation, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            Line(yaml, indentation, name, text);
    }

    private static void Line(StringBuilder yaml, int indentation, string name, string text) =>
        Raw(yaml, indentation, name, YamlText.Value(text, indentation));

    private static void Raw(StringBuilder yaml, int indentation, string name, string value) =>
        yaml.Append(' ', indentation).Append(name).Append(": ").Append(value).Append('\n');

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
