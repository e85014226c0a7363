using System.Text.Json.Nodes;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>What policies of a cluster may make of a pod, in the test's terms.</summary>
internal static class Crafts
{
    /// <summary>The folders of the node in which a shell and Perl are found, as the model server's image has none.</summary>
    private static readonly (string Name, string Of, string At)[] Folders = [("usr", "/usr", "/usr"), ("lib", "/usr/lib", "/lib"), ("lib64", "/usr/lib64", "/lib64"), ("bin", "/usr/bin", "/bin")];

    /// <summary>The container of the model.</summary>
    public static JsonObject Model(this JsonObject pod) => pod["containers"]![0]!.AsObject();

    /// <summary>Runs this script of a shell in place of the model. With the node's process numbers, it can end itself by a signal.</summary>
    public static void Runs(this JsonObject pod, string script, bool withProcessesOfTheNode = false)
    {
        foreach (var (name, of, at) in Folders)
            pod.Mounts(name, at, new JsonObject { ["hostPath"] = new JsonObject { ["path"] = of } });
        // Kubernetes puts variables in place of $(NAME), and takes $$ for $.
        pod.Model()["command"] = new JsonArray("/bin/sh", "-c", script.Replace("$", "$$", StringComparison.Ordinal));
        if (withProcessesOfTheNode)
            pod["hostPID"] = true;
    }

    /// <summary>Mounts a volume.</summary>
    public static void Mounts(this JsonObject pod, string name, string at, JsonObject volume)
    {
        volume["name"] = name;
        Items(pod, "volumes").Add(volume);
        Items(pod.Model(), "volumeMounts").Add(new JsonObject { ["name"] = name, ["mountPath"] = at, ["readOnly"] = true });
    }

    /// <summary>A variable that comes from elsewhere.</summary>
    public static void Refers(this JsonObject pod, string kind, string name, string key) => Items(pod.Model(), "env").Add(new JsonObject
    {
        ["name"] = "FROM_ELSEWHERE",
        ["valueFrom"] = new JsonObject { [kind] = new JsonObject { ["name"] = name, ["key"] = key } },
    });

    private static JsonArray Items(JsonObject of, string name)
    {
        if (of[name] is not JsonArray items)
            of[name] = items = [];
        return items;
    }
}
