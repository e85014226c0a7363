using System.Globalization;

namespace ModelDeploy.Benchmarks.Running;

/// <summary>What a process holds, in MiB, as Linux counts it.</summary>
/// <param name="Resident">All pages that are in memory.</param>
/// <param name="Private">Those that nobody shares and that were written or read alone.</param>
/// <param name="FairShare">Each page divided by the number of processes that hold it.</param>
internal sealed record ProcessMemory(double Resident, double Private, double FairShare)
{
    /// <summary>Reads it; null when the process is gone.</summary>
    public static ProcessMemory? Of(int pid)
    {
        try
        {
            var amounts = File.ReadLines($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/smaps_rollup").Skip(1)
                .Select(line => line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries))
                .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture) / 1024);
            return new ProcessMemory(amounts["Rss"], amounts["Private_Clean"] + amounts["Private_Dirty"], amounts["Pss"]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The mean of several.</summary>
    public static ProcessMemory Mean(IReadOnlyCollection<ProcessMemory> all) => new(
        all.Average(one => one.Resident), all.Average(one => one.Private), all.Average(one => one.FairShare));

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Resident:0} resident, {Private:0} private, {FairShare:0} fair share");
}
