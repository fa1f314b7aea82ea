using PSCredentials;
using PSCredentials.Server.Hosting;

try
{
    if (args is [HealthProbe.Argument, var address])
    {
        return await HealthProbe.RunAsync(address) ? 0 : 1;
    }

    if (CommandLine.Answer(args) is { } answer)
    {
        Console.WriteLine(answer);
        return 0;
    }

    await using WebApplication service = await ServiceHost.BuildAsync(args, TimeProvider.System);
    await service.RunAsync();
    return 0;
}
catch (CredentialException exception)
{
    // A setting that cannot be used, a vault that cannot be opened, a port that is taken: a sentence, not a stack trace.
    await Console.Error.WriteLineAsync($"{exception.Message} {exception.Definition.RecommendedAction}");
    return 2;
}
catch (IOException exception)
{
    // Somebody took a port between the look at it and the start.
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
