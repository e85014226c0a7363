using System.Globalization;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestKit;

namespace ModelDeploy.Local.Tests.Processes;

public sealed class ExitOnFullDiskTests
{
    [Fact]
    public async Task How_a_model_ended_is_told_once_there_is_room_for_it()
    {
        using var elsewhere = new TempDirectory();
        using var disk = SmallDisk.Mount(mebibytes: 2);
        await using var lab = await ProcessLab.OpenAsync(options => options with { DataDirectory = disk.Path });
        await lab.RunScriptAsync($"echo $$ > {elsewhere["pid"]}; echo up; while [ ! -e {elsewhere["end"]} ]; do sleep 0.02; done; exit 3");
        await lab.LineAsync("up");
        var pid = int.Parse(await File.ReadAllTextAsync(elsewhere["pid"]), CultureInfo.InvariantCulture);

        disk.Fill();
        await File.WriteAllTextAsync(elsewhere["end"], "");
        await Eventually.TrueAsync(() => ProcessIdentity.Of(pid) is null, "the model ends");
        await Eventually.TrueAsync(() => Directory.GetFiles(disk.Path, "exit.json.next", SearchOption.AllDirectories).Length == 1, "a try to tell it");
        disk.Free();

        var exit = (await lab.SeenAsync(seen => seen.Exits.Count > 0, "an exit")).Exits[0];
        Assert.Equal((3, null), (exit.ExitCode, exit.Signal));
    }
}
