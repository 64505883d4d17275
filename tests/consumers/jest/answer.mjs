export default ({ args }) => ({ stdout: args[0].toUpperCase() });
