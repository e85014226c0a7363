using ModelDeploy.ModelServer;
using ModelDeploy.ModelServer.Serving;
using ModelDeploy.ModelServer.Training;

return args switch
{
    ["train", .. var rest] => TrainCommand.Run(rest, Console.Out),
    ["--help" or "-h" or "help"] => Help.Show(Console.Out),
    _ => await ServeCommand.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out),
};
